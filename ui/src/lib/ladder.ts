import { find } from "./fluent.svelte";

/** The name of a step of the Participatieladder, 1 to 6. */
export function ladderStep(step: number): string {
  return find(`ladder-step-${step}`) ?? String(step);
}
