import { untrack } from "svelte";
import type { AppError, Result } from "../bindings";
import { fresh, isGone, saving } from "./saving.svelte";
import { session } from "./session.svelte";

/** What a screen shows of the device: read when it opens, and again when something was written elsewhere. */
export class View<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<AppError | null>(null);
  readonly #ask: () => Promise<Result<T, AppError>>;
  #asked = 0;
  /** The error is of reading, and goes when that succeeds. */
  #failed = false;

  /** `dossiers` names those that it is of; without it, it is of all. Only while a screen begins. */
  constructor(ask: () => Promise<Result<T, AppError>>, dossiers?: (value: T) => string[]) {
    this.#ask = ask;
    $effect(() => {
      void saving.released;
      const changed = session.changed;
      untrack(() => {
        const own = this.value && dossiers?.(this.value);
        if (changed.count === 0 || !own || changed.dossiers.some((one) => own.includes(one))) void this.load();
      });
    });
  }

  /** Reads it anew. An answer that a later question overtook is not shown: it may hold what was to go. */
  load = async (): Promise<void> => {
    const number = ++this.#asked;
    const answer = await fresh(this.#ask);
    if (number !== this.#asked) return;
    if (answer.status === "ok") {
      this.value = answer.data;
      if (this.#failed) this.error = null;
    } else {
      this.error = answer.error;
      if (isGone(answer.error)) this.value = null;
    }
    this.#failed = answer.status === "error";
  };
}
