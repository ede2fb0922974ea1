// Turns the .ftl files into typed message ids. Fluent drops a broken message without a word,
// so everything that is wrong with one has to fail here, at build time.
import { readdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, Visitor } from "@fluent/syntax";

const ui = dirname(dirname(fileURLToPath(import.meta.url)));
const languages = ["nl", "en"];
const problems = [];

class Variables extends Visitor {
  names = new Set();
  visitVariableReference(node) {
    this.names.add(node.id.name);
  }
}

/** Message id to the names of its variables, of every file of one language. */
function messagesOf(language) {
  const folder = join(ui, "locales", language);
  const messages = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl")).sort()) {
    for (const entry of parse(readFileSync(join(folder, file), "utf8"), {}).body) {
      if (entry.type === "Junk") {
        const why = entry.annotations.map((note) => note.message).join("; ");
        problems.push(`${language}/${file}: ${why}: ${entry.content.trim().split("\n")[0]}`);
      }
      if (entry.type !== "Message") continue;
      const id = entry.id.name;
      if (messages.has(id)) problems.push(`${language}/${file}: ${id} is there twice`);
      if (!entry.value) problems.push(`${language}/${file}: ${id} has no text`);
      const variables = new Variables();
      variables.visit(entry);
      messages.set(id, [...variables.names].sort());
    }
  }
  return messages;
}

const [dutch, english] = languages.map(messagesOf);
for (const [id, variables] of dutch) {
  const other = english.get(id);
  if (!other) problems.push(`en: ${id} is missing`);
  else if (other.join() !== variables.join())
    problems.push(`${id}: nl uses [${variables}], en uses [${other}]`);
}
// Each screen says what it is for, with an example; the turned one is the person's.
const screens = readFileSync(join(ui, "src", "lib", "place.svelte.ts"), "utf8").match(/type Screen =([^;]*);/)?.[1] ?? "";
const named = [...screens.matchAll(/"([a-z-]+)"/g)].map(([, screen]) => screen);
if (named.length < 10) problems.push("the screens were not found in place.svelte.ts");
for (const screen of named.filter((name) => name !== "turned"))
  for (const id of [`help-${screen}`, `help-${screen}-example`]) if (!dutch.has(id)) problems.push(`nl: ${id} is missing`);
for (const id of english.keys()) if (!dutch.has(id)) problems.push(`nl: ${id} is missing`);

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}

const lines = [...dutch].map(([id, variables]) => {
  const args = variables.map((name) => `${name}: string | number`).join("; ");
  return `  "${id}": ${args ? `{ ${args} }` : "null"};`;
});
const text = `// Generated from locales/*/*.ftl by scripts/fluent.mjs; do not edit.

/** Every message and the variables its text needs. */
export type Messages = {
${lines.join("\n")}
};
`;
const target = join(ui, "src", "lib", "messages.ts");
// Left alone when nothing changed, so that a dev server does not reload for it.
if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
