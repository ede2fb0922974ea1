import { tick } from "svelte";
import { mark, place } from "../../lib/place.svelte";

/** Puts the cursor into a stop: a field itself, or the chosen or first answer of a question. */
export function focusStop(stop: HTMLElement): void {
  const inner = stop.matches("input, textarea, select")
    ? stop
    : stop.querySelector<HTMLElement>("input:checked, input, button");
  inner?.focus();
  inner?.scrollIntoView({ block: "nearest" });
}

/** Enter goes to the next field, opening the next card when this one is done. Shift+Enter stays. */
export async function moveOn(event: KeyboardEvent, cards: HTMLElement, end: HTMLElement | null): Promise<void> {
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey || event.isComposing) return;
  const from = event.target as HTMLElement;
  const here = from.closest<HTMLElement>("[data-stop]");
  // Buttons keep their Enter.
  if (!here || from.tagName === "BUTTON") return;
  event.preventDefault();
  const stops = [...cards.querySelectorAll<HTMLElement>("[data-stop]")];
  const next = stops[stops.indexOf(here) + 1];
  if (!next) {
    end?.focus();
    return;
  }
  const card = next.closest<HTMLElement>("[data-card]");
  if (card?.dataset.card && card.dataset.card !== place().card) {
    mark({ card: card.dataset.card, field: null });
    await tick();
    card.scrollIntoView({ block: "nearest" });
  }
  focusStop(next);
}
