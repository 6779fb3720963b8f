import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { LnsimError } from "@lnsim/contracts";
import { isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { Locate } from "../parameter/decode.ts";
import { isRecord } from "../plugin/is-record.ts";
import { installResolveHook } from "../plugin/resolve-hook.ts";
import { plainData } from "./plain-data.ts";
import { presetFile } from "./presets.ts";

/** One description as it was written: its values, and where each stands. */
export interface DescriptionSource {
  /** "preset lns-madam" or the path of the file. */
  readonly origin: string;
  /** The folder that relative paths in it start from. */
  readonly folder: string;
  /** The written values, unchecked, as plain data. */
  readonly given: { readonly [key: string]: unknown };
  readonly locate: Locate;
}

/**
 * Reads a machine description: a preset by name, or a file in YAML (.yaml, .yml, .json) or TypeScript (.ts, .js,
 * default export).
 *
 * @throws {LnsimError} for an unknown preset, a missing or unreadable file, or broken syntax (with line and column).
 */
export async function readDescription(nameOrFile: string, folder: string): Promise<DescriptionSource> {
  const isFile = extname(nameOrFile) !== "" || /[\\/]/.test(nameOrFile);
  const file = isFile ? resolve(folder, nameOrFile) : presetFile(nameOrFile);
  const origin = isFile ? nameOrFile : `preset ${nameOrFile}`;
  if (!existsSync(file)) {
    throw new LnsimError({ code: "file-not-found", message: `there is no machine file ${nameOrFile}`, path: file });
  }
  switch (extname(file)) {
    case ".yaml":
    case ".yml":
    case ".json":
      return readYaml(file, origin);
    case ".ts":
    case ".js":
    case ".mjs":
      return readModule(file, origin);
    default:
      throw new LnsimError({
        code: "unsupported",
        message: `${nameOrFile} is no machine description`,
        found: extname(file) === "" ? "a file without extension" : extname(file),
        expected: ".yaml, .yml, .json, .ts, .js or .mjs",
      });
  }
}

function readYaml(file: string, origin: string): DescriptionSource {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new LnsimError({
      code: "syntax",
      message: `the machine description is not valid YAML: ${error.message}`,
      path: `${origin}:${line}:${col}`,
    });
  }
  const given = plainData(valueOf(document, origin) ?? {}, origin);
  requireRecord(given, origin);
  return { origin, folder: dirname(file), given, locate: (path) => `${origin}${positionOf(document, lines, path)}` };
}

/** The document's values; aliases are resolved here, and can fail. */
function valueOf(document: Document, origin: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new LnsimError({
      code: "syntax",
      message: `the machine description is not valid YAML: ${(cause as Error).message}`,
      path: origin,
      cause,
    });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new LnsimError({
      code: "file-unreadable",
      message: "the machine description cannot be read",
      path: file,
      found: (cause as Error).message,
      cause,
    });
  }
}

/** ":line:column" of the key that a path leads to; of the nearest enclosing one when it is not written there. */
function positionOf(document: Document, lines: LineCounter, path: readonly string[]): string {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    if (pair === undefined) break;
    offset = (pair.key as { range?: [number, number, number] }).range?.[0] ?? offset;
    node = pair.value;
  }
  const { line, col } = lines.linePos(offset);
  return `:${line}:${col}`;
}

async function readModule(file: string, origin: string): Promise<DescriptionSource> {
  installResolveHook();
  let given: unknown;
  try {
    given = ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (cause) {
    throw new LnsimError({
      code: "syntax",
      message: "the machine description cannot be imported",
      path: origin,
      found: (cause as Error).message.split("\n")[0]!,
      cause,
    });
  }
  const plain = plainData(given, origin);
  requireRecord(plain, origin);
  return { origin, folder: dirname(file), given: plain, locate: () => origin };
}

function requireRecord(given: unknown, origin: string): asserts given is { readonly [key: string]: unknown } {
  if (isRecord(given)) return;
  throw new LnsimError({
    code: "syntax",
    message: "a machine description is a table of keys and values",
    path: origin,
    found: given === undefined ? "no default export" : JSON.stringify(given),
  });
}
