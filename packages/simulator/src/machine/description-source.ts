import { existsSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { LnsimError } from "@lnsim/contracts";
import type { Locate } from "../parameter/decode.ts";
import { isRecord } from "../plugin/is-record.ts";
import { installResolveHook } from "../plugin/resolve-hook.ts";
import { readYamlFile } from "../yaml/yaml-text.ts";
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
  const { given, locate } = readYamlFile({ file, origin, subject: "machine description" });
  const plain = plainData(given ?? {}, origin);
  requireRecord(plain, origin);
  return { origin, folder: dirname(file), given: plain, locate };
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
