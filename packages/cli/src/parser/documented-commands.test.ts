import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { program } from "../../bin/commands.js";
import { parseArguments } from "./parse-arguments.ts";

const checkout = fileURLToPath(new URL("../../../..", import.meta.url));

/** Commands in the Markdown of the repository: `npx lnsim ...` up to a redirection, a comment, a backtick or the end of the line; `\` continues a line. */
function documentedCommands(): [where: string, command: string][] {
  const files = globSync(["*.md", "docs/**/*.md", "{packages,plugins}/*/README.md", "traces/*.md"], { cwd: checkout });
  return files.flatMap((file) => {
    const text = readFileSync(`${checkout}/${file}`, "utf8").replaceAll(/\\\n\s*/g, "");
    const commands = [...text.matchAll(/npx lnsim ([a-z](?:"[^"\n]*"|(?!\d?>)[^"`#\n])*)/g)].map(([, command]) => command!.trim());
    return commands.map((command): [string, string] => [file, command]);
  });
}

/** The words of a command as a shell cuts it: at blanks, but not in double quotes. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ""));
}

const examples = program.commands.flatMap((entry) => ("commands" in entry ? entry.commands : [entry]).flatMap((leaf) => leaf.examples ?? []));

test.each([
  ...documentedCommands(),
  ...examples.map(({ command }): [string, string] => ["--help", command.replace(/^lnsim /, "")]),
])("%s: lnsim %s is accepted", async (_where, command) => {
  await expect(parseArguments(program, wordsOf(command))).resolves.toHaveProperty("input");
});

test("what is quoted is one word", () => {
  expect(wordsOf('sweep plot  --title "A and B: 2 steps" --where=a="b c" -o x')).toEqual(["sweep", "plot", "--title", "A and B: 2 steps", "--where=a=b c", "-o", "x"]);
});

test("the documentation has commands", () => expect(documentedCommands().length).toBeGreaterThan(4));
