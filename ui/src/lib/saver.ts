import type { AppError, Field, RecordRef, Result, Saved, FieldValue } from "../bindings";

/** How long a typed letter may wait before it is on its way; the promise is 400 ms. */
const WAIT = 250;
const RETRY_LEAST = 1000;
/** Room that comes free again is found within this time. */
const RETRY_MOST = 5000;

/** What is wrong with the text itself; said at its field. */
export const ABOUT_THE_TEXT = new Set([
  "text_too_long",
  "text_nul",
  "line_break",
  "out_of_range",
  "unknown_word",
  "wrong_type",
]);

/** Trying these again without another text or an unlocked device cannot help. */
const POINTLESS = new Set([
  ...ABOUT_THE_TEXT,
  "wrong_place",
  "bad_request",
  "not_found",
  "locked",
]);

export type Send = (
  target: RecordRef,
  field: string,
  value: FieldValue,
  seen: string[],
) => Promise<Result<Saved, AppError>>;

/**
 * Brings one field to the device: at most one save under way, the newest text always next, and
 * nothing forgotten before the device acknowledged exactly that text.
 */
export class FieldSaver {
  error: AppError | null = null;
  /** While somebody is in the field, nothing from outside may replace it. */
  held = false;
  /** How many fields on screen show it. */
  users = 1;
  /** Something newer was refused because of `held`; the screen should ask for it afterwards. */
  missed = false;

  #value: FieldValue;
  #acknowledged: FieldValue;
  #seen: string[];
  #loaded: object;
  #sending: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #started = 0;

  constructor(
    readonly target: RecordRef,
    readonly field: string,
    loaded: Pick<Field, "value" | "seen">,
    private readonly send: Send,
    private readonly changed: () => void,
    private readonly acknowledged: () => void = () => undefined,
  ) {
    this.#value = this.#acknowledged = loaded.value;
    this.#seen = loaded.seen;
    this.#loaded = loaded;
  }

  get value(): FieldValue {
    return this.#value;
  }

  /** True until the device has acknowledged what is on screen. */
  get pending(): boolean {
    return this.#sending !== null || this.#value !== this.#acknowledged;
  }

  /** What somebody typed or chose. */
  put(value: FieldValue): void {
    if (value === this.#value) return;
    this.#value = value;
    // A pointless save may work with this other text; a failed one keeps its own pace.
    if (this.error && POINTLESS.has(this.error.code)) this.#forgetFailure();
    // The timer is not pushed back by the next letter: who types on and on is saved as well.
    if (this.#timer === undefined && !this.#sending) this.#plan(WAIT);
    this.changed();
  }

  /** A choice between versions: it names every version that was on screen. */
  async choose(value: FieldValue, seen: string[]): Promise<boolean> {
    // Text that is still on its way becomes a version of its own rather than being replaced.
    if (this.pending && !(await this.flush())) return false;
    this.#seen = seen;
    this.#value = value;
    // The same text as one of the versions is still a decision that has to be recorded.
    this.#acknowledged = value === null ? "" : null;
    this.#forgetFailure();
    return this.flush();
  }

  /** Saves what waits now; false when the device did not take it. */
  async flush(): Promise<boolean> {
    while (this.pending) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      await (this.#sending ?? this.#start());
      if (this.error) return false;
    }
    return true;
  }

  /** Takes over what was loaded anew, unless somebody is writing here. */
  adopt(loaded: Pick<Field, "value" | "seen">): boolean {
    // The same answer of the device again knows nothing of what was saved since.
    if (loaded === this.#loaded) return true;
    if (this.pending || this.held) {
      this.missed = true;
      return false;
    }
    this.missed = false;
    this.#loaded = loaded;
    this.#value = this.#acknowledged = loaded.value;
    this.#seen = loaded.seen;
    return true;
  }

  retry(): void {
    if (!this.pending) return;
    this.#forgetFailure();
    if (!this.#sending) this.#plan(0);
  }

  #plan(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#start();
    }, wait);
  }

  #start(): Promise<void> {
    this.#started = Date.now();
    this.#sending = this.#once().finally(() => {
      this.#sending = null;
      this.#next();
      this.changed();
    });
    return this.#sending;
  }

  async #once(): Promise<void> {
    const value = this.#value;
    let answer: Result<Saved, AppError>;
    try {
      answer = await this.send(this.target, this.field, value, this.#seen);
    } catch (problem) {
      answer = { status: "error", error: { code: "internal", params: { why: String(problem) } } };
    }
    if (answer.status === "ok") {
      this.#acknowledged = value;
      this.#seen = answer.data.seen;
      this.acknowledged();
      this.#forgetFailure();
    } else {
      this.error = answer.error;
      this.#failures += 1;
    }
  }

  #next(): void {
    if (this.#value === this.#acknowledged) return;
    // Counted from the last start, so that a slow disk does not add to the wait.
    if (!this.error) return this.#plan(Math.max(0, this.#started + WAIT - Date.now()));
    if (POINTLESS.has(this.error.code)) return;
    this.#plan(Math.min(RETRY_MOST, RETRY_LEAST * 2 ** (this.#failures - 1)));
  }

  #forgetFailure(): void {
    this.error = null;
    this.#failures = 0;
  }
}
