import { readFileSync } from "node:fs";
import { LnsimError } from "@lnsim/contracts";
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";

/** What a YAML file holds, and where each value stands. */
export interface YamlText {
  /** As it was written, unchecked; null for an empty file. */
  readonly given: unknown;
  /** "file:line:column" of the key that a path leads to; of the nearest enclosing one when it is not written there. */
  readonly locate: (path: readonly string[]) => string;
}

/** A YAML file to read. */
export interface YamlSource {
  readonly file: string;
  /** What it is called in errors, such as "mine.yaml". */
  readonly origin: string;
  /** What it is to hold: "machine description". */
  readonly subject: string;
}

/** Reads a YAML (or JSON) file. @throws {LnsimError} for a file that cannot be read, and broken syntax with its line and column. */
export function readYamlFile(source: YamlSource): YamlText {
  return readYaml(readText(source), source);
}

/** Reads YAML (or JSON). @throws {LnsimError} for broken syntax, with its line and column. */
export function readYaml(text: string, source: Pick<YamlSource, "origin" | "subject">): YamlText {
  const { origin } = source;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw notYaml(source, error.message, `${origin}:${line}:${col}`);
  }
  return { given: valueOf(document, source), locate: (path) => `${origin}${positionOf(document, lines, path)}` };
}

function readText({ file, subject }: YamlSource): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new LnsimError({ code: "file-unreadable", message: `the ${subject} cannot be read`, path: file, found: (cause as Error).message, cause });
  }
}

/** The document's values; aliases are resolved here, and can fail. */
function valueOf(document: Document, source: Pick<YamlSource, "origin" | "subject">): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw notYaml(source, (cause as Error).message, source.origin, cause);
  }
}

function notYaml({ subject }: Pick<YamlSource, "subject">, problem: string, path: string, cause?: unknown): LnsimError {
  return new LnsimError({ code: "syntax", message: `the ${subject} is not valid YAML: ${problem}`, path, ...(cause !== undefined && { cause }) });
}

/** ":line:column" of the value or key that a path leads to. */
function positionOf(document: Document, lines: LineCounter, path: readonly string[]): string {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    const [place, value] = stepInto(node, key);
    if (place === undefined) break;
    offset = startOf(place) ?? offset;
    node = value;
  }
  const { line, col } = lines.linePos(offset);
  return `:${line}:${col}`;
}

/** What is written at a key of a section (the key itself) or at a place of a list, and the value there. */
function stepInto(node: unknown, key: string): readonly [place: unknown, value: unknown] {
  if (isSeq(node)) return [node.items[Number(key)], node.items[Number(key)]];
  if (!isMap(node)) return [undefined, undefined];
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return [pair?.key, pair?.value];
}

function startOf(node: unknown): number | undefined {
  return (node as { readonly range?: readonly [number, number, number] | null }).range?.[0];
}
