import { commands } from "../bindings";
import { flushAll } from "./saving.svelte";

export type Screen =
  | "today"
  | "to-do"
  | "caseload"
  | "people"
  | "add-person"
  | "people-file"
  | "dossier"
  | "history"
  | "conversation"
  | "turned"
  | "agreement"
  | "referral"
  | "activities"
  | "spreekuur"
  | "own-file"
  | "groups"
  | "group"
  | "group-session"
  | "sync"
  | "more"
  | "settings";

/** Where the coach is, down to the letter: hiding, locking or a crash brings them back here. */
export type Place = {
  screen: Screen;
  /** The person of a dossier, the conversation, the agreement, the referral, the spreekuur, the group or its session. */
  id?: string;
  /** The planned talk that a dossier was opened for. */
  planned?: string;
  /** The talk that this was opened out of: its time goes on, and back leads to it. Of a history also a session. */
  talk?: string;
  /** The screen that a history was opened from, when that is not the dossier or the talk. */
  of?: "group" | "group-session" | "spreekuur";
  card?: string | null;
  field?: string | null;
  cursor?: number;
};

const start: Place = { screen: "today" };
let here = $state.raw<Place>(start);
let trail: Place[] = [];

export function place(): Place {
  return here;
}

/** The talk that is held now, also while something opened out of it is on screen. */
export function talkOf(here: Place): string | undefined {
  if (here.of) return undefined;
  return here.screen === "conversation" || here.screen === "turned" ? here.id : here.talk;
}

/** Where a screen of one person leads back to after a restart: the talk it came out of, or the dossier. */
export function parentOf(person: string | undefined): Place {
  if (here.talk) return { screen: "conversation", id: here.talk };
  return person ? { screen: "dossier", id: person } : { screen: "people" };
}

function keep(): void {
  // Being a letter off after a crash is no harm; an unsaved place must not stop the coach.
  void commands.remember(JSON.stringify(here)).catch(() => undefined);
}

export function go(next: Place): void {
  void flushAll();
  trail = [...trail.slice(-30), here];
  here = next;
  keep();
}

/** Back to where the coach came from, or to `otherwise` after a restart. */
export function back(otherwise: Place): void {
  void flushAll();
  here = trail.pop() ?? otherwise;
  keep();
}

/** Another card or field on the same screen. */
export function mark(change: Pick<Place, "card" | "field" | "cursor">): void {
  here = { ...here, ...change };
  keep();
}

/** The stored place of `AppState`, or the first screen. */
export function restore(stored: string | null): void {
  trail = [];
  here = start;
  if (!stored) return;
  try {
    const found = JSON.parse(stored) as Place;
    if (typeof found?.screen === "string") here = found;
  } catch {
    // A place written by another version: start at the beginning.
  }
}

/** Locked or hidden: no id of a person may stay behind in the window. */
export function leave(): void {
  trail = [];
  here = start;
}
