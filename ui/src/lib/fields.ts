/** The names of fields as the device stores them, where they differ from the bindings. */
export const fieldNames = {
  birthYear: "birth_year",
  languageSignal: "language_signal",
  notDiscussed: "not_discussed",
  takingPart: "taking_part",
  talksAYear: "talks_a_year",
} as const;
