/** `Gerda, Tesfay en Riet`. */
export function named(names: string[], and: string): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")}${and}${last}`;
}
