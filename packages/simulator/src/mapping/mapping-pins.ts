import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { mappingFileOf, parseMappingFile, Pins } from "@lnsim/dataflow";
import { machineKind } from "@lnsim/hardware";
import { canonicalHash } from "../machine/hash.ts";
import type { MachineValues } from "../machine/machine-tree.ts";
import { movedTo } from "../parameter/with-path.ts";
import { readYamlFile, type YamlText } from "../yaml/yaml-text.ts";

/** The mappings of a file. */
export interface MappingPins {
  readonly pins: Pins;
  /** How many there are. */
  readonly count: number;
  /** SHA-256 of what they say, however it is written. */
  readonly hash: string;
  /** Runs `use`; what is wrong with a mapping of the file is said with its line and column. */
  readonly locating: <T>(use: () => T) => T;
}

/**
 * Reads a mapping file, in YAML or JSON.
 *
 * @param folder where a relative path starts
 * @param leftOut names of ops that are not run this time; their mappings wait
 * @throws {LnsimError} for a file that is not there, broken syntax, unknown keys, wrong sizes and duplicates, with line and column.
 */
export function readMappingPins(name: string, folder: string, leftOut: ReadonlySet<string> = new Set()): MappingPins {
  const file = resolve(folder, name);
  if (!existsSync(file)) throw new LnsimError({ code: "file-not-found", message: `there is no mapping file ${name}`, path: file, remedy: `"lnsim machine map -o FILE" writes one` });
  const text = readYamlFile({ file, origin: name, subject: "mapping file" });
  const entries = placing(text, () => true, () => parseMappingFile(text.given));
  const isInFile = (path: string): boolean => path.startsWith("mappings[");
  return { pins: new Pins(entries, (op) => leftOut.has(op.replace(/\[\d+\]$/, ""))), count: entries.length, hash: canonicalHash(mappingFileOf(entries)), locating: (use) => placing(text, isInFile, use) };
}

/** @throws {LnsimError} for a machine that does not cut products into tiles. */
export function requireTiles({ array, memory }: Pick<MachineValues, "array" | "memory">, path: string): void {
  if (machineKind({ array, memory }) === "chip") return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "this machine has no global buffer, so that there are no tiles to choose",
    path,
    found: `memory.kind = ${memory.kind}`,
    expected: "a machine with memory.kind = hierarchy, such as lns-madam-chip",
  });
}

/** Runs `use`; an error about a place in the file, such as `mappings[3].tile.m`, gets its line and column. */
function placing<T>({ locate }: YamlText, isInFile: (path: string) => boolean, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof LnsimError) || !isInFile(error.path ?? "")) throw error;
    const { path = "" } = error;
    const place = locate(path.split(/[.[\]]+/).filter((key) => key !== ""));
    throw movedTo(error, path === "" ? place : `${path} in ${place}`);
  }
}
