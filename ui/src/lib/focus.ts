/**
 * Puts the cursor in a box that has just appeared. Asked twice: a button that disappears under the
 * finger takes the focus along with it after we set it.
 */
export function focusSoon(box: HTMLElement): () => void {
  box.focus();
  const timer = setTimeout(() => box.focus(), 60);
  return () => clearTimeout(timer);
}
