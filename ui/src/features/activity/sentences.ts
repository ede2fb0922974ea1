import type { Activity, Stopped } from "../../bindings";
import { t } from "../../lib/fluent.svelte";
import { label } from "../../lib/words.svelte";

export const needs = (codes: string[]): string => codes.map((code) => label("access_need", code)).join(", ");

/** What was tried of the same sort, and why it stopped. */
export function stoppedLine({ name, why }: Stopped): string {
  return why ? t("stopped-before-because", { name, why }) : t("stopped-before", { name });
}

/** Why it may suit somebody: as the coach reads it, or as it is said to the person. */
export function reasons({ reasons: { words, village, met } }: Activity, turned: boolean): string[] {
  const said = words.map((word) => `‘${word}’`).join(", ");
  return [
    words.length === 0 ? "" : turned ? t("choose-why-words", { words: said }) : t("why-words", { words: said }),
    !village ? "" : turned ? t("choose-why-village") : t("why-village"),
    met.length === 0 ? "" : t("why-needs", { needs: needs(met) }),
  ].filter(Boolean);
}
