import { commands, type Word } from "../bindings";
import { SvelteMap } from "svelte/reactivity";
import { find } from "./fluent.svelte";

const lists = new SvelteMap<string, Word[]>();
const asked = new Set<string>();

/** The words of a list that may be chosen now; empty until the device answered. */
export function words(list: string): Word[] {
  if (!asked.has(list)) {
    asked.add(list);
    void commands.words(list).then((answer) => {
      if (answer.status === "ok") lists.set(list, answer.data);
      else asked.delete(list);
    });
  }
  return lists.get(list) ?? [];
}

/** The label of a code: the municipality's own word, or ours. A code nobody knows shows itself. */
export function label(list: string, code: string | null): string {
  if (!code) return "";
  const own = words(list).find((word) => word.code === code)?.label;
  return own ?? find(`word-${list}-${code}`) ?? code.replaceAll("_", " ");
}

export function forgetWords(): void {
  lists.clear();
  asked.clear();
}
