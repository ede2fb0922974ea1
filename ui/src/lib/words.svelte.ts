import { commands, type Word } from "../bindings";
import { SvelteMap } from "svelte/reactivity";
import { find, language } from "./fluent.svelte";

const lists = new SvelteMap<string, Word[]>();
const asked = new Set<string>();

/** The words of a list that may be chosen now; empty until the device answered. */
export function words(list: string): Word[] {
  return known(list).filter((word) => !word.retired);
}

/** Also those that the municipality retired: what was written with them keeps its label. */
function known(list: string): Word[] {
  if (!asked.has(list)) {
    asked.add(list);
    void ask(list);
  }
  return lists.get(list) ?? [];
}

/** The label of a code: the municipality's own word, or ours. A code nobody knows shows itself. */
export function label(list: string, code: string | null): string {
  if (!code) return "";
  const own = known(list).find((word) => word.code === code);
  return (language() === "en" ? own?.labelEn : null) ?? own?.label ?? find(`word-${list}-${code}`) ?? code.replaceAll("_", " ");
}

async function ask(list: string): Promise<void> {
  const answer = await commands.words(list);
  if (answer.status === "ok") lists.set(list, answer.data);
  else asked.delete(list);
}

/** Asks for the lists on screen again, as the office may have changed one; they stay until then. */
export function refreshWords(): void {
  for (const list of asked) void ask(list);
}

export function forgetWords(): void {
  lists.clear();
  asked.clear();
}
