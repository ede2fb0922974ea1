import type { FieldValue, RecordRef, Version } from "../bindings";
import { find, t } from "./fluent.svelte";
import { dayOf, longDay, shortDay, timeOf, today, upperFirst } from "./format";
import { ladderStep } from "./ladder";
import { label } from "./words.svelte";

/** The word list behind a field, by its name or by its kind and name. */
const lists: Record<string, string> = {
  place: "place",
  "conversation-kind": "conversation_kind",
  "outcome-kind": "outcome_kind",
  company: "company",
  wants: "wants",
  who: "next_step_who",
  village: "village",
  group: "person_group",
  law: "law",
  inflow: "inflow",
  funding: "funding",
  to: "referral_to",
  status: "referral_status",
  language: "language",
  missed: "missed",
  closing: "closing",
  "trajectory-status": "trajectory_status",
  "trajectory-kind": "trajectory_kind",
  rhythm: "rhythm",
  read_how: "read_how",
  how: "signed_how",
  "correction-outcome": "correction_outcome",
};

/** The word list of the code that tells a record from others of its kind. */
const keys: Record<string, string> = {
  theme_note: "theme",
  barrier: "barrier",
  zrm_score: "zrm_domain",
  health_score: "health_dimension",
  signature: "signed_by",
  consent: "referral_to",
  soft_result: "soft_result",
  companion: "present",
  access_need: "access_need",
};

/** A stored value in words. */
export function writeValue(kind: string, field: string, value: FieldValue): string {
  if (value === null || value === "") return t("history-empty");
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (field === "hindrance") return find(`hindrance-${value}`) ?? String(value);
  if (kind === "soft_result") return find(`soft-score-${value}`) ?? String(value);
  if (kind === "zrm_score" && field === "score") return `${value} ${find(`zrm-score-${value}`) ?? ""}`;
  if (field === "step" && typeof value === "number") return `${value} ${ladderStep(value)}`;
  if (typeof value === "string") {
    if (field === "on" || /_(on|by)$/.test(field) && /^\d{4}-\d\d-\d\d$/.test(value)) return longDay(value);
    if (field === "at" || field === "sealed_at" || field === "closed_at" || field === "arrived_at") return `${longDay(value)} ${timeOf(value)}`;
    const list = lists[`${kind}-${field}`] ?? lists[field];
    if (list) return label(list, value);
  }
  return String(value);
}

/** What a field is called: `Wens`, or `Vervoer: tekst` where a record stands for one theme. */
export function nameField(target: RecordRef, field: string, code: string | null = null, whose: string | null = null): string {
  const name = find(`field-${target.kind}-${field}`) ?? find(`field-${field}`) ?? t("field-other");
  const list = keys[target.kind];
  if (whose) return `${whose}: ${name.toLocaleLowerCase()}`;
  return code && list ? `${upperFirst(label(list, code))}: ${name.toLocaleLowerCase()}` : name;
}

/** Who wrote a version. */
export function writer(version: Version): string {
  return version.mine ? t("versions-you") : version.by || t("versions-somebody");
}

/** When a version was written, by the writer's clock. */
export function writtenAt(version: Version): string {
  const day = dayOf(version.at) === today() ? t("day-today") : shortDay(version.at);
  return `${day} ${timeOf(version.at)}`;
}
