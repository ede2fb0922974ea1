import type { Today, ToDo, ToDoKind } from "../../bindings";
import type { IconName } from "../../components/Icon.svelte";

/** What belongs together on the list, in the order of the screen. */
const groups = [
  { name: "task", icon: "lock", kinds: ["task"] },
  { name: "handovers", icon: "people", kinds: ["handover"] },
  { name: "corrections", icon: "info", kinds: ["correction"] },
  { name: "talks", icon: "pen", kinds: ["talk"] },
  { name: "complete", icon: "door", kinds: ["complete"] },
  { name: "copies", icon: "copy", kinds: ["copy"] },
  { name: "answers", icon: "mailOpen", kinds: ["answer"] },
  { name: "steps", icon: "steps", kinds: ["step"] },
  { name: "ask", icon: "history", kinds: ["look_back", "follow_up", "trajectory", "lasting"] },
  { name: "aftercare", icon: "calendar", kinds: ["aftercare"] },
] as const satisfies { name: string; icon: IconName; kinds: ToDoKind[] }[];

export type Group = { name: (typeof groups)[number]["name"]; icon: IconName; things: ToDo[] };

/** The groups in which something is left to do. */
export function grouped(today: Today): Group[] {
  return groups
    .map(({ name, icon, kinds }) => {
      const of: readonly ToDoKind[] = kinds;
      return { name, icon, things: today.toDo.filter((thing) => of.includes(thing.kind)) };
    })
    .filter((group) => group.things.length > 0);
}
