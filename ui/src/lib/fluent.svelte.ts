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

let current = $state<Language>("nl");

export function language(): Language {
  return current;
}

/** The locale for dates and numbers. */
export function locale(): string {
  return current === "nl" ? "nl-NL" : "en-GB";
}

export function speak(chosen: string | null): void {
  current = chosen === "en" ? "en" : "nl";
  document.documentElement.lang = current;
}

type Arguments<Id extends keyof Messages> = Messages[Id] extends null ? [] : [Messages[Id]];

/** The words of a message in the language on screen. */
export function t<Id extends keyof Messages>(id: Id, ...args: Arguments<Id>): string {
  return find(id, args[0]) ?? id;
}

/** For ids that are put together from data, such as `word-place-thuis`: null when there is none. */
export function find(id: string, args?: Record<string, string | number> | null): string | null {
  const bundle = bundles[current];
  const message = bundle.getMessage(id);
  return message?.value ? bundle.formatPattern(message.value, args ?? null) : null;
}
