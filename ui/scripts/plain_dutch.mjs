// Holds the Dutch of the screens to B1: short sentences, everyday words. Terms of the practice, which
// coaches read every day, stand in words.ftl and may be long.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, Visitor } from "@fluent/syntax";

const MOST_WORDS = 15;
const MOST_LETTERS = 17;
/** Words of offices and of computers, each with what to write instead. */
const INSTEAD = {
  aangaande: "over", alsmede: "en", authenticatie: "inloggen", betreffende: "over", cliënt: "inwoner", conform: "volgens",
  configuratie: "instellingen", database: "gegevens", derhalve: "daarom", desbetreffende: "die", dient: "moet", dienen: "moeten",
  echter: "maar", eveneens: "ook", gaarne: "graag", indien: "als", inzake: "over", jegens: "tegen", krachtens: "door",
  locatie: "plaats", middels: "met", mits: "als", momenteel: "nu", mutatie: "verandering", nadien: "daarna", omtrent: "over",
  ongeacht: "ook als", opdat: "zodat", quarantaine: "apart gezet", raadplegen: "bekijken", reeds: "al", synchroniseer: "verstuur", synchroniseren: "versturen",
  synchronisatie: "versturen", teneinde: "om", tenzij: "behalve als", tevens: "ook", thans: "nu", uitsluitend: "alleen",
  uiterlijk: "op zijn laatst", verstrekken: "geven", voornoemde: "die", vooralsnog: "nu nog", wederom: "weer",
  zodoende: "zo", zulks: "dat",
};
/** Words that the practice uses whole, also outside the lists. */
const KNOWN = new Set(["participatieladder", "vrijwilligerscentrale", "werkervaringsplaats", "participatiebudget", "mantelzorgsteunpunt"]);

/** The texts of one message; what is filled in counts as one word. */
class Texts extends Visitor {
  texts = [];
  visitPattern(pattern) {
    const plain = pattern.elements.every((part) => part.type === "TextElement" || part.expression?.type !== "SelectExpression");
    if (plain) this.texts.push(pattern.elements.map((part) => (part.type === "TextElement" ? part.value : "x")).join(""));
    this.genericVisit(pattern);
  }
}

/** What is wrong with a text, in words. */
function* problemsOf(text, terms) {
  for (const sentence of text.replaceAll("\n", " ").split(/(?<=[.!?:;])\s+/)) {
    const words = sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word));
    if (words.length > MOST_WORDS) yield `${words.length} words in one sentence: ${sentence}`;
    for (const word of words) {
      const bare = word.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
      if (Object.hasOwn(INSTEAD, bare)) yield `“${bare}”: write “${INSTEAD[bare]}”`;
      const longest = Math.max(...bare.split(/[^\p{L}]/u).map((part) => part.length));
      if (!terms && longest > MOST_LETTERS && !KNOWN.has(bare)) yield `“${bare}” has ${longest} letters`;
    }
  }
}

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "locales", "nl");
const problems = [];
let read = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
  for (const entry of parse(readFileSync(join(folder, file), "utf8"), {}).body) {
    if (entry.type !== "Message") continue;
    const texts = new Texts();
    texts.visit(entry);
    read += texts.texts.length;
    for (const text of texts.texts)
      for (const problem of problemsOf(text, file === "words.ftl")) problems.push(`nl/${file}: ${entry.id.name}: ${problem}`);
  }
}
if (read < 500) problems.push(`only ${read} texts were read`);
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
