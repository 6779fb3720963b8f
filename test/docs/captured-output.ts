/** A document with commands and what they print: fences of sh, each with a fence of text behind it. */
import { run } from "../cli/lnsim.ts";

/** What a document's commands are run in. */
export interface Shell {
  readonly folder: string;
  /** What "npx lnsim" stands for. */
  readonly launcher: string;
}

const fence = /^```(sh|text)\n([^]*?)^```$/gm;

/** The document with the output of its commands as they print it now. */
export async function refreshed(document: string, shell: Shell): Promise<string> {
  let text = "";
  let last = 0;
  let printed = "";
  for (const match of document.matchAll(fence)) {
    const [whole, kind, content] = match as unknown as [string, string, string];
    if (kind === "sh") printed = await outputOf(content, shell);
    text += document.slice(last, match.index) + (kind === "sh" ? whole : `\`\`\`text\n${excerpt(content, printed)}\n\`\`\``);
    last = match.index + whole.length;
  }
  return text + document.slice(last);
}

/** What a script prints in a shell that stops at the first mistake. @throws what it wrote about a mistake */
export async function outputOf(script: string, { folder, launcher }: Shell): Promise<string> {
  const commands = script.replaceAll("npx lnsim", `"${process.execPath}" "${launcher}"`);
  const { code, stdout, stderr } = await run("/bin/sh", ["-e", "-c", commands], { cwd: folder });
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${stderr}`);
  return stdout;
}

/** The sections of an excerpt, blank lines between them, as they are in what was printed; one that ends in "..." keeps its number of lines. */
function excerpt(shown: string, printed: string): string {
  const sections = printed.trimEnd().split("\n\n");
  const chunks = shown.trimEnd().split("\n\n").map((chunk) => {
    const lines = chunk.split("\n");
    const name = nameOf(chunk);
    const section = sections.find((each) => nameOf(each) === name);
    if (section === undefined) throw new Error(`nothing that is printed is called "${name}"`);
    return lines.at(-1)!.trim() === "..." ? [...section.split("\n").slice(0, lines.length - 1), lines.at(-1)!].join("\n") : section;
  });
  return chunks.join("\n\n");
}

/** What stands before the first two spaces of a section. */
function nameOf(section: string): string {
  return section.split(/ {2}|\n/)[0]!;
}
