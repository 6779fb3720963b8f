import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** What a source file says that it simplifies. */
export interface Simplification {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  /** Without a capital at its beginning. */
  readonly sentence: string;
}

/** What follows "Simplified:" in the comments of a file, each up to the end of its paragraph. */
export function simplificationsIn(text: string): string[] {
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  const paragraphs = comments.flatMap((comment) =>
    comment
      .slice(3, -2)
      .replace(/^[ \t]*\*[ \t]?/gm, "")
      .split(/\n[ \t]*\n|\n(?=@)/),
  );
  return paragraphs.flatMap((paragraph) => {
    const [, sentence] = paragraph.split("Simplified:");
    return sentence === undefined ? [] : [sentence.replaceAll(/\s+/g, " ").trim()];
  });
}

/** Every simplification of the sources below a folder, by path. */
export function readSimplifications(root: string, folder: string): readonly Simplification[] {
  const paths = globSync(`${folder}/**/*.ts`, { cwd: root }).map((path) => path.replaceAll("\\", "/"));
  return paths
    .filter((path) => !path.endsWith(".test.ts"))
    .toSorted()
    .flatMap((path) => simplificationsIn(readFileSync(posix.join(root, path), "utf8")).map((sentence) => ({ path, sentence })));
}

/** As a list in Markdown, the folder of a file under `folder` before what it says. */
export function simplificationList(all: readonly Simplification[], folder: string): string {
  return all.map(({ path, sentence }) => `- [${posix.dirname(posix.relative(folder, path))}](../${path}): ${sentence}`).join("\n");
}
