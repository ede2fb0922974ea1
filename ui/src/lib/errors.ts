import type { AppError } from "../bindings";
import { find, t } from "./fluent.svelte";

/** What went wrong and what to do about it, in plain words. */
export function explain(error: AppError): string {
  return find(`error-${error.code}`, error.params) ?? t("error-unknown", { code: error.code });
}
