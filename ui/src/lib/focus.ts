/**
 * Puts the cursor in a box that has just appeared. Asked twice: a button that disappears under the
 * finger takes the focus along with it after we set it.
 */
export function focusSoon(box: HTMLElement): () => void {
  box.focus();
  // Who writes in another field by then keeps the cursor there.
  const again = (): void => {
    if (!document.activeElement?.matches("input, textarea, select")) box.focus();
  };
  const timer = setTimeout(again, 60);
  return () => clearTimeout(timer);
}
