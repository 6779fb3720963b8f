import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { program } from "../../bin/commands.js";
import { parseArguments } from "./parse-arguments.ts";

const checkout = fileURLToPath(new URL("../../../..", import.meta.url));

/** Commands in the Markdown of the repository: `npx lnsim ...` at the end of a line or in backticks; `\` continues a line. */
function documentedCommands(): [where: string, command: string][] {
  const files = globSync(["*.md", "docs/**/*.md", "{packages,plugins}/*/README.md", "traces/*.md"], { cwd: checkout });
  return files.flatMap((file) => {
    const text = readFileSync(`${checkout}/${file}`, "utf8").replaceAll(/\\\n\s*/g, "");
    const commands = [...text.matchAll(/npx lnsim ([a-z][^`#>\n]*)/g)].map(([, command]) => command!.trim());
    return commands.map((command): [string, string] => [file, command]);
  });
}

const examples = program.commands.flatMap((entry) => ("commands" in entry ? entry.commands : [entry]).flatMap((leaf) => leaf.examples ?? []));

test.each([
  ...documentedCommands(),
  ...examples.map(({ command }): [string, string] => ["--help", command.replace(/^lnsim /, "")]),
])("%s: lnsim %s is accepted", async (_where, command) => {
  await expect(parseArguments(program, command.split(/\s+/))).resolves.toHaveProperty("input");
});

test("the documentation has commands", () => expect(documentedCommands().length).toBeGreaterThan(4));
