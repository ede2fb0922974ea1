// Temporary hand-written copy of what tauri-specta will generate; same names, same shapes.
import { invoke } from "@tauri-apps/api/core";
export type Result<T, E> = { status: "ok"; data: T } | { status: "error"; error: E };
async function call<T>(name: string, args?: Record<string, unknown>): Promise<Result<T, AppError>> {
  try { return { status: "ok", data: await invoke(name, args) }; }
  catch (e) { if (e instanceof Error) throw e; return { status: "error", error: e as AppError }; }
}

/** Words belong to the UI: `error-<code>` in Fluent, with these parameters. */
export type AppError = { code: string; params: { [key: string]: string } };

export type Stage = "enrol" | "locked" | "hidden" | "open" | "damaged" | "foreign";
export type AppState = {
  stage: Stage;
  language: string | null;          // "nl" | "en", null before first choice
  appearance: string;               // "auto" | "light" | "dark"
  keychain: boolean;                // false: say so, ask for a longer passphrase
  minPassphrase: number;            // characters
  hasPin: boolean;
  pinTriesLeft: number;
  coach: Me | null;                 // only when open or hidden
  place: string | null;             // where the coach was (route as the UI stored it with remember); only when open
  setAside: string | null;          // file name of a damaged or foreign database that was set aside
};
export type Me = { id: string; name: string; team: string; municipality: string; server: string };
export type Strength = { score: number; longEnough: boolean };   // zxcvbn 0-4
export type PinAnswer = { outcome: "opened" | "wrong" | "passphrase_needed"; triesLeft: number };

/** Names one record for `save`; passed through untouched. */
export type RecordRef = { dossier: string; record: string; kind: string; parent: string | null; code: string | null };
export type Value = string | number | boolean | null;
export type Version = { value: Value; by: string; mine: boolean; at: string; ids: string[] };   // at: RFC 3339, what the writer's clock said
/** One field on screen. `seen` names the changes whose values are on screen; give it back unchanged with `save`. */
export type Field = { value: Value; seen: string[]; versions: Version[]; limit: number | null };  // versions: empty, or 2+ concurrent texts; limit in characters
export type Saved = { seen: string[] };

export type PersonRow = { id: string; name: string; birthYear: number | null; village: string; lastTalk: string | null; unfinished: boolean };
export type NewPerson = { name: string; birthYear: number | null; village: string; group: string | null; law: string | null; inflow: string | null; phone: string; address: string };

export type Today = {
  date: string;                                   // YYYY-MM-DD, Amsterdam
  talks: TalkRow[];                               // planned or held today, by time
  longest: { person: string; name: string; since: string | null } | null;
  unfinished: TalkRow[];                          // talks to finish (open or later)
  stepsDue: { person: string; name: string; what: string; on: string; who: string }[];
};
export type TalkRow = { conversation: string; person: string; name: string; at: string; place: string | null; village: string; status: string; lastWish: string | null };

export type Dossier = {
  person: { ref: RecordRef; id: string; name: Field; birthYear: Field; village: Field; phone: Field; address: Field; team: string; coach: string | null };
  wishes: { text: string; at: string }[];         // the person's words, newest first
  strengths: { text: string; at: string } | null;
  goals: { ref: RecordRef; text: Field; done: Field }[];
  timeline: TimelineItem[];                       // newest first
  ladder: { on: string; step: number }[];         // oldest first
  nextSteps: { ref: RecordRef; what: string; who: string | null; on: string | null; done: Field }[];
  agreements: { text: string; weeks: number | null; maxCostEur: number | null; funding: string | null; signed: string[]; at: string }[];
  referrals: { to: string; status: string; at: string }[];
  openConversation: string | null;
};
export type TimelineItem = { type: "conversation" | "group_session" | "referral" | "outcome"; id: string; at: string; kind: string; place: string | null; by: string | null; text: string | null; status: string | null };

export type Conversation = {
  ref: RecordRef; id: string; person: string; name: string; firstName: string; village: string;
  status: string;                                 // "planned" | "open" | "later" | "closed"
  company: Field;                                 // "alone" | "company" | null
  place: Field; kind: Field; at: Field; minutes: Field;
  wish: Field; strengths: Field;
  last: { at: string; wish: string | null; strengths: string | null; promised: string | null } | null;
  themes: Theme[];                                // the two health themes always first
  ladder: { ref: RecordRef; step: Field; last: { on: string; step: number } | null };
  nextStep: { ref: RecordRef; what: Field; who: Field; on: Field };   // who: "person" | "coach" | "together" | "other"
  by: string; mine: boolean;
};
export type Theme = {
  ref: RecordRef; theme: string;
  note: Field; wants: Field;                      // wants: "ja" | "later" | "nee" | null
  notDiscussed: Field;                            // boolean
  barriers: { ref: RecordRef; kind: string; hindrance: Field; last: { on: string; hindrance: number } | null }[];  // 0-3; 0, 1 or 2 of them a theme
  lastNote: { on: string; text: string } | null;
};

export type SyncState = {
  online: boolean | null;                         // null: not tried yet
  running: boolean;
  itemsDone: number; itemsTotal: number; bytesDone: number; bytesTotal: number;
  waiting: { label: string; name: string; bytes: number; sent: boolean }[];   // label: record kind of the item (conversation, person, group…)
  unsent: number;                                 // conversations and other items not yet received by the server
  lastReceiptAt: string | null;                   // server's receipt time of "everything is sent"
  lastError: AppError | null;
  versions: Conflict[];
  setApart: { label: string; name: string; reason: string; at: string }[];
};
export type Conflict = { ref: RecordRef; field: string; name: string; person: string | null; conversation: string | null; versions: Version[] };
export type Settings = { language: string; appearance: string; device: string; server: string; lastSync: string | null };
export type Word = { code: string; label: string | null };   // label: a municipality's own word; null: Fluent word-<list>-<code>

export const commands = {
  appState: () => call<AppState>("app_state"),
  passphraseStrength: (passphrase: string) => call<Strength>("passphrase_strength", { passphrase }),
  chooseLanguage: (language: string) => call<null>("choose_language", { language }),
  chooseAppearance: (appearance: string) => call<null>("choose_appearance", { appearance }),
  enrol: (url: string, code: string, passphrase: string) => call<AppState>("enrol", { url, code, passphrase }),
  unlock: (passphrase: string) => call<AppState>("unlock", { passphrase }),
  setPin: (pin: string | null) => call<null>("set_pin", { pin }),
  hide: () => call<AppState>("hide"),
  showAgain: (pin: string) => call<PinAnswer>("show_again", { pin }),
  lock: () => call<AppState>("lock"),
  remember: (place: string) => call<null>("remember", { place }),
  words: (list: string) => call<Word[]>("words", { list }),      // place, conversation_kind, theme, barrier, person_group, law, inflow, village, present …
  today: () => call<Today>("today"),
  people: (query: string) => call<PersonRow[]>("people", { query }),
  likelyDuplicates: (person: NewPerson) => call<PersonRow[]>("likely_duplicates", { person }),
  addPerson: (person: NewPerson) => call<string>("add_person", { person }),   // → person id
  dossier: (person: string) => call<Dossier>("dossier", { person }),
  addGoal: (person: string, text: string) => call<null>("add_goal", { person, text }),
  planConversation: (person: string, at: string, place: string) => call<string>("plan_conversation", { person, at, place }),
  beginConversation: (person: string, planned: string | null) => call<string>("begin_conversation", { person, planned }),
  conversation: (id: string) => call<Conversation>("conversation", { id }),
  addTheme: (conversation: string, theme: string) => call<Theme>("add_theme", { conversation, theme }),
  closeConversation: (id: string, status: string) => call<null>("close_conversation", { id, status }),  // "later" | "closed"
  save: (target: RecordRef, field: string, value: Value, seen: string[]) => call<Saved>("save", { target, field, value, seen }),
  history: (target: RecordRef, field: string) => call<Version[]>("history", { target, field }),          // newest first
  syncState: () => call<SyncState>("sync_state"),
  syncNow: () => call<null>("sync_now"),                     // progress arrives as events
  settings: () => call<Settings>("settings"),
};

/** Tauri events: "sync" carries SyncState; "changed" {dossiers: string[]} after colleagues' changes came in; "stage" carries AppState (auto-lock). */
export type Changed = { dossiers: string[] };
