import type { SyncState } from "../bindings";
import { t } from "./fluent.svelte";

/** How many pieces of work the municipality refused that the coach has not put away yet. */
export function apart(sync: SyncState): number {
  return sync.setApart.filter((item) => !item.seen).length;
}

/** Whether that is the first thing to tell: nothing waits for a connection or to be sent. */
export function asks(sync: SyncState): boolean {
  return sync.online !== false && sync.unsent === 0 && apart(sync) > 0;
}

/** What to say when nothing waits to be sent: what is set apart did not arrive. */
export function outcome(sync: SyncState): string {
  const count = apart(sync);
  if (count > 0) return t("sync-apart", { count });
  return sync.lastReceiptAt ? t("sync-all-sent") : t("sync-safe-here");
}
