import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Messages } from "./messages";

export type Language = "nl" | "en";

const sources = import.meta.glob<string>("../../locales/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

function bundleFor(language: Language): FluentBundle {
  // Names stand in running text and on labels that are compared; no invisible isolation marks.
  const bundle = new FluentBundle(language === "nl" ? "nl-NL" : "en-GB", { useIsolating: false });
  for (const [path, text] of Object.entries(sources)) {
    if (path.includes(`/locales/${language}/`)) bundle.addResource(new FluentResource(text));
  }
  return bundle;
}

const bundles: Record<Language, FluentBundle> = { nl: bundleFor("nl"), en: bundleFor("en") };

/** Languages by the name that whoever speaks them knows. */
export const languages: { code: Language; name: string }[] = [
  { code: "nl", name: "Nederlands" },
  { code: "en", name: "English" },
];

/** The coach's. */
let current = $state<Language>("nl");
/** The person's, while the screen is turned to them. */
let turned = $state<Language | null>(null);
/** Of a paper that is put together now. */
let paper: Language | null = null;

export function language(): Language {
  return paper ?? turned ?? current;
}

/** The locale for dates and numbers. */
export function locale(): string {
  return language() === "nl" ? "nl-NL" : "en-GB";
}

export function speak(chosen: string | null): void {
  current = chosen === "en" ? "en" : "nl";
  document.documentElement.lang = language();
}

/** The screen turns to the person and speaks their language; with null it turns back to the coach. */
export function turnTo(chosen: Language | null): void {
  turned = chosen;
  document.documentElement.lang = language();
}

/** Puts together what the person reads on paper, whatever the coach's language is. */
export function inLanguage<T>(chosen: Language, put: () => T): T {
  paper = chosen;
  try {
    return put();
  } finally {
    paper = null;
  }
}

type Arguments<Id extends keyof Messages> = Messages[Id] extends null ? [] : [Messages[Id]];

/** The words of a message in the language on screen. */
export function t<Id extends keyof Messages>(id: Id, ...args: Arguments<Id>): string {
  return find(id, args[0]) ?? id;
}

/** For ids that are put together from data, such as `word-place-thuis`: null when there is none. */
export function find(id: string, args?: Record<string, string | number> | null): string | null {
  const bundle = bundles[language()];
  const message = bundle.getMessage(id);
  return message?.value ? bundle.formatPattern(message.value, args ?? null) : null;
}
