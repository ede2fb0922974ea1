import type { Agreement, Correction, Field, FieldValue, Knows, OwnFile, OwnStep, OwnTalk, PaperSection, PaperWords } from "../../bindings";
import { find, language, t } from "../../lib/fluent.svelte";
import { longDay, upperFirst } from "../../lib/format";
import { ladderStep } from "../../lib/ladder";
import { label } from "../../lib/words.svelte";
import { whoPays } from "../agreement/sentences";

/** What stands under one heading: the person's own words, and sentences. */
export type Section = PaperSection;

const some = (lines: (string | null | undefined)[]): string[] =>
  lines.map((line) => line?.trim() ?? "").filter(Boolean);
const words = (value: FieldValue): string => (typeof value === "string" ? value.trim() : "");

/** The whole file in plain words, to be read on the turned screen or on paper. */
export function sections(file: OwnFile): Section[] {
  const all: (Section | null)[] = [
    goals(file),
    ...file.agreements.map(agreement),
    ...file.talks.map(talk),
    doing(file),
    facts(file),
    isChosen(file, "knows") ? knows(file.knows) : null,
    access(file),
    isChosen(file, "corrections") ? corrections(file.corrections) : null,
    working(file),
  ];
  return all.filter((section) => section !== null).filter(({ own, lines }) => own.length + lines.length > 0);
}

/** The same words on paper. */
export function ownPaper(file: OwnFile): PaperWords {
  return {
    language: language(),
    title: t("own-title", { name: file.name }),
    own: [],
    lines: [t("own-of", { municipality: file.municipality })],
    sections: sections(file),
    labels: {},
    signedOn: {},
    foot: t("paper-foot"),
    file: t("own-paper-file"),
  };
}

export function isChosen(file: OwnFile, part: string): boolean {
  return file.parts.some((one) => one.part === part && one.chosen);
}

const named = (theme: string, text: string | number | null): string | null =>
  text === null || text === "" ? null : t("own-theme", { theme, text: String(text) });

function facts({ name, facts }: OwnFile): Section | null {
  if (!facts) return null;
  const { birthYear, village, phone, address, group, groupReason, law } = facts;
  return {
    title: t("own-facts"),
    own: [],
    lines: some([
      named(t("person-name"), name),
      named(t("person-birth-year"), birthYear),
      named(t("person-village"), label("village", village)),
      named(t("person-phone"), phone),
      named(t("person-address"), address),
      named(t("person-group"), label("person_group", group)),
      named(t("own-group-reason"), groupReason),
      named(t("person-law"), label("law", law)),
    ]),
  };
}

/** What somebody takes part in, and what came of it. */
function doing(file: OwnFile): Section {
  const groups = new Map<string, string[]>();
  for (const [group, at] of file.meetings.toReversed()) groups.set(group, [...(groups.get(group) ?? []), longDay(at)]);
  return {
    title: t("own-doing"),
    own: [],
    lines: some([
      ...file.outcomes.map(({ kind, on, note }) =>
        some([t("own-outcome", { what: find(`outcome-${kind}`) ?? label("outcome_kind", kind), on: longDay(on) }), note]).join(" "),
      ),
      ...file.trajectories.map(({ kind, name, status, startsOn }) => {
        const what = words(name.value) || upperFirst(label("trajectory_kind", words(kind.value)));
        const from = words(startsOn.value) ? t("agreement-from", { on: longDay(words(startsOn.value)) }) : "";
        return some([`${what}: ${label("trajectory_status", words(status.value))}.`, from]).join(" ");
      }),
      ...[...groups].map(([group, days]) => named(group, days.join(", "))),
    ]),
  };
}

function goals(file: OwnFile): Section {
  const isDone = ({ done }: { done: Field }): boolean => done.value === true;
  const steps = file.goals.flatMap((goal) =>
    goal.steps.filter((step) => words(step.text.value)).map((step) => t(isDone(step) ? "own-step-done" : "own-step-open", { what: words(step.text.value) })),
  );
  const own = file.goals.map((goal) => {
    const said = words(goal.text.value);
    return said && isDone(goal) ? t("own-goal-reached", { what: said }) : said;
  });
  return { title: t("own-goals"), own: some(own), lines: steps };
}

function agreement(agreement: Agreement): Section {
  const { weeks, maxCostEur: cost, funding, lookBackOn } = agreement;
  const on = longDay(agreement.at);
  const isAgreed = agreement.signed.length === 2;
  return {
    title: !isAgreed ? t("own-agreement-draft") : agreement.at ? t("own-agreement", { on }) : t("agreements"),
    own: some(words(agreement.text.value).split("\n")),
    lines: some([
      weeks === null ? null : t("turned-weeks", { weeks }),
      cost === null ? null : cost === 0 ? t("turned-free") : some([t("turned-cost", { euro: cost }), whoPays(funding)]).join(" "),
      agreement.benefitStays ? t("turned-benefit") : null,
      lookBackOn ? t("turned-look-back", { on: longDay(lookBackOn) }) : null,
    ]),
  };
}

function talk(talk: OwnTalk): Section {
  const on = longDay(talk.at);
  const brief = talk.kind === "kort_contact";
  return {
    title: brief ? t("own-brief", { on }) : talk.by ? t("own-talk-with", { on, name: talk.by }) : t("own-talk", { on }),
    own: some([talk.wish]),
    lines: some([
      talk.strengths ? t("own-strengths", { text: talk.strengths }) : null,
      talk.note,
      ...talk.themes.map(([theme, text]) => t("own-theme", { theme: upperFirst(label("theme", theme)), text })),
      talk.ladder === null ? null : t("own-ladder", { step: talk.ladder, name: ladderStep(talk.ladder) }),
      ...scores(talk),
      ...talk.steps.map((one) => step(one, talk.by)),
    ]),
  };
}

/** The numbers of a talk: what kept somebody from taking part, and how it went. */
function scores({ scores }: OwnTalk): (string | null)[] {
  const all = (kind: string, list: string, one: (what: string, score: number) => string): string =>
    scores.filter((score) => score.kind === kind).map(({ code, score }) => one(label(list, code), score)).join(", ");
  const numbered = (what: string, score: number): string => `${what} ${score}`;
  const barriers = all("barrier", "barrier", (what, score) => `${what} ${find(`hindrance-${score}`)}`);
  const health = all("health_score", "health_dimension", numbered);
  const soft = all("soft_result", "soft_result", numbered);
  const zrm = all("zrm_score", "zrm_domain", (what, score) => `${what} ${find(`zrm-score-${score}`)}`);
  const part = scores.find((score) => score.kind === "conversation");
  return [
    barriers && t("own-barriers", { list: barriers }),
    part ? t("own-taking-part", { score: part.score }) : null,
    health && t("own-health", { list: health }),
    soft && t("own-soft", { list: soft }),
    zrm && t("own-zrm", { list: zrm }),
  ];
}

function step({ what, who, on }: OwnStep, coach: string): string {
  const by = who === "person" ? t("own-you") : who === "coach" ? coach : who ? label("next_step_who", who) : "";
  const rest = some([by, on ? longDay(on) : ""]).join(", ");
  return rest ? t("own-step-by", { what, rest }) : t("own-step", { what });
}

function knows(all: Knows[]): Section {
  const lines = all.map((one) => {
    const to = upperFirst(label("referral_to", one.to));
    const on = one.on ? longDay(one.on) : "";
    const said = one.answer === "given" && !on ? "given-before" : (one.answer ?? "none");
    const told = one.told.map((code) => (find(`packet-${code}`) ?? code).toLocaleLowerCase()).join(", ");
    return some([
      find(`own-knows-${said}`, { to, on }),
      told ? t("own-knows-told", { what: told }) : null,
      ...one.reasons.map((text) => t("own-knows-reason", { text })),
    ]).join(" ");
  });
  return { title: t("own-knows"), own: [], lines: lines.length > 0 ? lines : [t("own-knows-nobody")] };
}

function access({ access }: OwnFile): Section | null {
  if (!access) return null;
  const { coach, team, others } = access;
  return {
    title: t("own-access"),
    own: [],
    lines: some([
      coach ? t("own-access-coach", { name: coach }) : null,
      others.length > 0 ? t("own-access-team", { team, names: others.join(", ") }) : null,
      ...access.viewers.map(({ name, days, last }) => t("own-looked", { name, days, on: longDay(last) })),
      t("own-access-log"),
    ]),
  };
}

function corrections(all: Correction[]): Section {
  const lines = all.map((one) => {
    const asked = t("own-correction-asked", { on: longDay(one.askedOn), text: words(one.text.value) });
    if (one.outcome) return some([asked, `${upperFirst(label("correction_outcome", one.outcome))}.`, words(one.answer.value)]).join(" ");
    return one.answerBy ? `${asked} ${t("own-correction-open", { on: longDay(one.answerBy) })}` : asked;
  });
  return { title: t("own-corrections"), own: [], lines };
}

function working(file: OwnFile): Section {
  const lines = file.working.map((note) => {
    const where = some([note.group, note.at ? longDay(note.at) : ""]).join(", ");
    return where ? t("own-theme", { theme: where, text: note.text }) : note.text;
  });
  return { title: t("own-working"), own: [], lines };
}
