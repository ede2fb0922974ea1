import { commands, type AppError, type Field, type RecordRef } from "../bindings";
import { FieldSaver } from "./saver";

/**
 * All fields that are, or were, on screen. A saver outlives its screen while its text is not yet
 * acknowledged: going elsewhere, hiding or locking never drops a letter.
 */
const savers = new Map<string, FieldSaver>();

/** "Saved" is said only after this much quiet, so that the line does not flicker while typing. */
const QUIET = 600;

export type SaveStatus = "saved" | "busy" | "failed";

let status = $state<SaveStatus>("saved");
let problem = $state<AppError | null>(null);
let quiet: ReturnType<typeof setTimeout> | undefined;
let released = $state(0);
let edits = $state(0);
/** How many saves the device has acknowledged. */
let acknowledged = 0;

export const saving = {
  get status(): SaveStatus {
    return status;
  },
  get problem(): AppError | null {
    return problem;
  },
  /** Goes up when a field that refused newer text is free again. */
  get released(): number {
    return released;
  },
};

function look(): void {
  edits += 1;
  const all = [...savers.values()];
  const failed = all.find((saver) => saver.pending && saver.error !== null);
  problem = failed?.error ?? null;
  clearTimeout(quiet);
  if (failed) {
    status = "failed";
  } else if (all.some((saver) => saver.pending)) {
    status = "busy";
  } else if (status !== "saved") {
    quiet = setTimeout(() => (status = "saved"), QUIET);
  }
}

export function saverFor(target: RecordRef, name: string, loaded: Field): FieldSaver {
  const key = `${target.record}/${name}`;
  const known = savers.get(key);
  if (known) {
    known.users += 1;
    known.held = false;
    known.adopt(loaded);
    return known;
  }
  const saver = new FieldSaver(target, name, loaded, commands.save, look, () => (acknowledged += 1));
  savers.set(key, saver);
  return saver;
}

/** What a field holds now, typed letters included; for ticks and second lines elsewhere on screen. */
export function valueOf(target: RecordRef, name: string, loaded: Field): Field["value"] {
  void edits;
  const known = savers.get(`${target.record}/${name}`);
  return known ? known.value : loaded.value;
}

/**
 * Asks the device for what a screen shows. An answer that a save overtook would put older text
 * back, so it is asked for again.
 */
export async function fresh<T>(ask: () => Promise<T>): Promise<T> {
  // What was typed on the screen before this one may still be on its way.
  await flushAll();
  for (;;) {
    const before = acknowledged;
    const answer = await ask();
    if (acknowledged === before) return answer;
  }
}

/** Somebody left the field: save it, and let the screen fetch what was held off meanwhile. */
export async function release(saver: FieldSaver): Promise<void> {
  saver.held = false;
  await saver.flush();
  if (saver.missed) {
    saver.missed = false;
    released += 1;
  }
}

/** A field goes off screen; what was typed in it goes to disk. */
export function leaveField(saver: FieldSaver): void {
  saver.users -= 1;
  saver.held = false;
  void saver.flush();
}

/** Something was written elsewhere. Fields that are off screen do not hear what: they are read again. */
export function forgetUnused(): void {
  for (const [key, saver] of savers) if (saver.users <= 0 && !saver.pending) savers.delete(key);
  edits += 1;
}

/** The texts that are on screen or in memory, and not on disk. */
export function unsavedTexts(): string {
  const waiting = [...savers.values()].filter((saver) => saver.pending);
  return waiting.map((saver) => String(saver.value ?? "")).filter(Boolean).join("\n\n");
}

export function isAllSaved(): boolean {
  return ![...savers.values()].some((saver) => saver.pending);
}

/**
 * It was erased, or taken away from this coach: what a screen shows of it goes away. What is typed and
 * not on disk stays, as nowhere else has it.
 */
export function isGone(error: AppError): boolean {
  return error.code === "not_found" && isAllSaved();
}

/** Saves everything that waits; true when the device has it all. */
export async function flushAll(): Promise<boolean> {
  const done = await Promise.all([...savers.values()].map((saver) => saver.flush()));
  return done.every(Boolean);
}

/** After unlocking, or when the coach asks for it. */
export function retryAll(): void {
  for (const saver of savers.values()) saver.retry();
}

/** Locking drops what is safely stored; only unacknowledged text may stay in memory. */
export function dropSaved(): void {
  for (const [key, saver] of savers) if (!saver.pending) savers.delete(key);
}
