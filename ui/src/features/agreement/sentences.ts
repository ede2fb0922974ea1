import type { AgreementPage, Field, PaperWords } from "../../bindings";
import { find, language, t } from "../../lib/fluent.svelte";
import { longDay } from "../../lib/format";
import { valueOf } from "../../lib/saving.svelte";
import { label } from "../../lib/words.svelte";

/** What a field of an agreement holds now, typed letters included. */
export function held(page: AgreementPage, name: string, field: Field): Field["value"] {
  return page.seal === "sealed" ? field.value : valueOf(page.ref, name, field);
}

/** What was agreed, a line at a time, in the person's words. */
export function promised(page: AgreementPage): string[] {
  const text = String(held(page, "text", page.text) ?? "");
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** The terms in plain words, as the person would say them. */
export function terms(page: AgreementPage): string[] {
  const weeks = held(page, "weeks", page.weeks);
  const cost = held(page, "max_cost_eur", page.maxCostEur);
  const funding = held(page, "funding", page.funding);
  const back = held(page, "look_back_on", page.lookBackOn);
  const lines: string[] = [];
  if (typeof weeks === "number") lines.push(t("turned-weeks", { weeks }));
  if (cost === 0) lines.push(t("turned-free"));
  else if (typeof cost === "number") {
    lines.push([t("turned-cost", { euro: cost }), whoPays(funding)].filter(Boolean).join(" "));
  }
  if (held(page, "benefit_stays", page.benefitStays) === true) lines.push(t("turned-benefit"));
  if (typeof back === "string" && back) lines.push(t("turned-look-back", { on: longDay(back) }));
  return lines;
}

/** Who pays, in a sentence; also a purse that only this municipality has. */
export function whoPays(funding: Field["value"]): string | null {
  if (typeof funding !== "string" || funding === "geen") return null;
  return find(`turned-pays-${funding}`) ?? t("turned-pays-from", { purse: label("funding", funding) });
}

/** What is not filled in, and would be asked about later. */
export function gaps(page: AgreementPage): string[] {
  const empty = (name: string, field: Field) => [null, ""].includes(held(page, name, field) as string | null);
  const free = held(page, "max_cost_eur", page.maxCostEur) === 0;
  return [
    empty("weeks", page.weeks) ? t("gap-weeks") : "",
    empty("max_cost_eur", page.maxCostEur) ? t("gap-cost") : "",
    empty("funding", page.funding) && !free ? t("gap-funding") : "",
    empty("look_back_on", page.lookBackOn) ? t("gap-look-back") : "",
  ].filter(Boolean);
}

/** Who read it out or translated it. */
export function readLine(page: AgreementPage): string | null {
  const how = held(page, "read_how", page.readHow);
  const by = String(held(page, "read_by", page.readBy) ?? "").trim();
  if (typeof how !== "string" || how === "zelf_gelezen") return null;
  return (by ? find(`turned-${how}-by`, { name: by }) : null) ?? find(`turned-${how}`);
}

/** The same words on paper. */
export function paperOf(page: AgreementPage): PaperWords {
  const signed = page.signatures.map((one) => [one.by, one.at ? longDay(one.at) : ""] as const);
  const words = page.signatures.map(
    (one) =>
      [one.by, one.strokes.length > 0 ? t("signature-of", { name: one.name }) : t("signature-typed")] as const,
  );
  const read = readLine(page);
  return {
    language: language(),
    title: t("agreements"),
    own: promised(page),
    lines: [...terms(page), ...(read ? [read] : [])],
    sections: [],
    labels: Object.fromEntries(words),
    signedOn: Object.fromEntries(signed),
    foot: t("paper-foot"),
    file: t("paper-agreement-file"),
  };
}
