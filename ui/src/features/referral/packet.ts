import type { PaperWords, Referral } from "../../bindings";
import { find, language, t } from "../../lib/fluent.svelte";
import { longDay } from "../../lib/format";
import { label } from "../../lib/words.svelte";

/** The words around the packet; what stands in it comes from the device. */
export function packetPaper(referral: Referral): PaperWords {
  const to = label("referral_to", referral.to.value as string | null);
  const labels = referral.packet.map((line) => [line.code, find(`packet-${line.code}`) ?? line.code] as const);
  const { on } = referral.consent;
  return {
    language: language(),
    title: t("packet-title", { to }),
    own: [],
    lines: [on ? t("packet-consent", { on: longDay(on), to }) : t("packet-consent-before", { to })],
    sections: [],
    labels: Object.fromEntries(labels),
    signedOn: {},
    foot: t("paper-foot"),
    file: t("packet-file"),
  };
}
