import type { Conflict, FieldValue } from "../../bindings";
import { find, t } from "../../lib/fluent.svelte";
import { longDay } from "../../lib/format";
import { ladderStep } from "../../lib/ladder";
import { label } from "../../lib/words.svelte";

const lists: Record<string, string> = {
  place: "place",
  kind: "conversation_kind",
  company: "company",
  wants: "wants",
  who: "next_step_who",
  village: "village",
};

/** A stored value in words. */
export function writeValue(conflict: Conflict, value: FieldValue): string {
  if (value === null || value === "") return t("not-filled");
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (conflict.field === "hindrance") return find(`hindrance-${value}`) ?? String(value);
  if (conflict.field === "step" && typeof value === "number") return `${value} ${ladderStep(value)}`;
  if (conflict.field === "on" && typeof value === "string") return longDay(value);
  const list = lists[conflict.field];
  return list && typeof value === "string" ? label(list, value) : String(value);
}
