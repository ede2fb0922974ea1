import { commands, type NewPerson, type PersonRow } from "../bindings";
import { t } from "./fluent.svelte";
import { shortDay } from "./format";
import { label } from "./words.svelte";

/** People who may be the one that is typed, or whose dossier is `here`, asked for while somebody types. */
export function alikeTo(typed: () => NewPerson, here: () => string | null = () => null): { readonly people: PersonRow[] } {
  let people = $state.raw<PersonRow[]>([]);
  $effect(() => {
    const person = typed();
    const known = here();
    let current = true;
    const timer = setTimeout(async () => {
      const answer = person.name.length < 2 ? null : await commands.likelyDuplicates(person, known);
      if (current) people = answer?.status === "ok" ? answer.data : [];
    }, 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  });
  return {
    get people() {
      return people;
    },
  };
}

/** What tells namesakes apart. */
export function whoIs(person: PersonRow): string {
  const talked = person.lastTalk ? t("person-last-talk", { on: shortDay(person.lastTalk) }) : "";
  return [person.birthYear, label("village", person.village), talked].filter(Boolean).join(", ");
}
