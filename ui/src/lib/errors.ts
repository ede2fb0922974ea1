import type { AppError } from "../bindings";
import { find, t } from "./fluent.svelte";

/** What went wrong and what to do about it, in plain words. */
export function explain(error: AppError): string {
  // The generated type allows holes; a parameter that is not there is simply not in the words.
  const params = error.params as Record<string, string>;
  return find(`error-${error.code}`, params) ?? t("error-unknown", { code: error.code });
}
