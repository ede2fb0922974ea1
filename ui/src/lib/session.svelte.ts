import { listen } from "@tauri-apps/api/event";
import { commands, type AppError, type AppState, type Changed, type SyncState } from "../bindings";
import { speak } from "./fluent.svelte";
import { leave, mark, place, restore } from "./place.svelte";
import { dropSaved, flushAll, forgetUnused, isAllSaved, retryAll } from "./saving.svelte";
import { forgetWords, refreshWords } from "./words.svelte";

let app = $state.raw<AppState | null>(null);
let sync = $state.raw<SyncState | null>(null);
let enrolling = $state(false);
let trouble = $state.raw<AppError | null>(null);
let leaving = $state(false);
let changed = $state.raw<{ dossiers: string[]; count: number }>({ dossiers: [], count: 0 });

export const session = {
  get app(): AppState | null {
    return app;
  },
  get sync(): SyncState | null {
    return sync;
  },
  /** Why the app cannot show anything at all. */
  get trouble(): AppError | null {
    return trouble;
  },
  /** The coach wants to close the window, and text is not on disk. */
  get leaving(): boolean {
    return leaving;
  },
  set leaving(on: boolean) {
    leaving = on;
  },
  /** Enrolment goes on (the PIN) after the device is already open. */
  get enrolling(): boolean {
    return enrolling;
  },
  set enrolling(on: boolean) {
    enrolling = on;
  },
  /** The last dossiers that a colleague changed. */
  get changed(): { dossiers: string[]; count: number } {
    return changed;
  },
};

const darkScreen = window.matchMedia("(prefers-color-scheme: dark)");

export function show(appearance: string): void {
  const dark = appearance === "dark" || (appearance !== "light" && darkScreen.matches);
  document.documentElement.classList.toggle("dark", dark);
}

/** Puts a new state of the app on screen. */
export function enter(next: AppState): void {
  const before = app?.stage;
  app = next;
  speak(next.language);
  show(next.appearance);
  if (next.stage === before) return;
  if (next.stage === "open") {
    restore(next.place);
    retryAll();
    void refreshSync();
  } else {
    leave();
    dropSaved();
    forgetWords();
    sync = null;
  }
}

export async function reload(): Promise<void> {
  const answer = await commands.appState();
  trouble = answer.status === "error" ? answer.error : null;
  if (answer.status === "ok") enter(answer.data);
}

/** What the device told of its sync; an older look that was overtaken says nothing new. */
export function takeSync(state: SyncState): void {
  if (!sync || state.order > sync.order) sync = state;
}

export async function refreshSync(): Promise<void> {
  const answer = await commands.syncState();
  if (answer.status === "ok") takeSync(answer.data);
}

/** The field that has the focus, and where the cursor stands in it. */
function markCursor(): void {
  const field = document.activeElement;
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
    if (field.dataset.field) mark({ field: field.dataset.field, cursor: field.selectionStart ?? undefined });
  }
}

let cursorTimer: ReturnType<typeof setTimeout> | undefined;
/** The device may lock by itself: by then it has to know where the coach was. */
function followCursor(): void {
  clearTimeout(cursorTimer);
  cursorTimer = setTimeout(() => {
    if (app?.stage === "open" && !enrolling) markCursor();
  }, 300);
}

/** A neutral page at once; what was typed is saved behind it. */
export async function hide(): Promise<void> {
  if (!app || app.stage !== "open" || enrolling) return;
  markCursor();
  const kept = JSON.stringify(place());
  const saved = flushAll();
  const remembered = commands.remember(kept);
  app = { ...app, stage: "hidden" };
  await saved;
  await remembered;
  leave();
  const answer = await commands.hide();
  if (answer.status === "ok") enter(answer.data);
}

export async function lock(): Promise<void> {
  markCursor();
  await flushAll();
  const answer = await commands.lock();
  if (answer.status === "ok") enter(answer.data);
}

/** A disk may be slow before it fails; the coach is asked after this long. */
const SAVE_WITHIN = 3000;

/** The window is asked to close: only text that is not on disk holds it. */
async function close(): Promise<void> {
  if (!isAllSaved()) {
    await commands.holdClose();
    const late = new Promise<boolean>((tell) => setTimeout(() => tell(false), SAVE_WITHIN));
    if (!(await Promise.race([flushAll(), late]))) {
      leaving = true;
      return;
    }
  }
  await commands.closeNow();
}

let lastSign = 0;
/** The device locks after five minutes without the coach; moving and typing count, and cost little. */
function stayAwake(): void {
  if (app?.stage !== "open" || Date.now() - lastSign < 20_000) return;
  lastSign = Date.now();
  void commands.stayAwake().catch(() => undefined);
}

/** Starts listening and reads the first state. */
export async function begin(): Promise<void> {
  show("auto");
  darkScreen.addEventListener("change", () => show(app?.appearance ?? "auto"));
  // A window that goes away takes nothing with it: what waits is sent at the first sign.
  for (const sign of ["blur", "pagehide", "beforeunload"])
    window.addEventListener(sign, () => void flushAll());
  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel"])
    window.addEventListener(sign, stayAwake, { passive: true });
  for (const sign of ["selectionchange", "input", "keyup", "pointerup"])
    document.addEventListener(sign, followCursor, { passive: true });
  document.addEventListener("visibilitychange", () => void flushAll());
  const ears = [
    listen<AppState>("stage", (event) => enter(event.payload)),
    listen("closing", () => void close()),
    listen<SyncState>("sync", (event) => takeSync(event.payload)),
    listen<Changed>("changed", (event) => {
      forgetUnused();
      changed = { dossiers: event.payload.dossiers, count: changed.count + 1 };
      refreshWords();
    }),
  ];
  await Promise.allSettled(ears);
  await reload();
}
