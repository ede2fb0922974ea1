import type { TalkRow } from "../../bindings";
import { upperFirst } from "../../lib/format";
import { label } from "../../lib/words.svelte";

/** `Cultuurhuis, Beek`. */
export function whereOf(talk: Pick<TalkRow, "place" | "village">): string {
  return [upperFirst(label("place", talk.place)), label("village", talk.village)].filter(Boolean).join(", ");
}
