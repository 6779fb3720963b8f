import { LnsimError } from "@lnsim/contracts";
import type { LoopOrder } from "../dataflow.ts";
import type { Dimension, Sizes } from "../problem.ts";
import { dimensions } from "../reuse.ts";
import { mappingSchema, type MappingEntry } from "./mapping-file.ts";
import { invalid, plainObject } from "./plain-object.ts";

/**
 * Reads a mapping file from plain data, as a YAML or JSON reader gives it. Whether its mappings fit a machine is asked
 * when they are used.
 *
 * @throws LnsimError unknown-key, missing-value, invalid-value or unsupported with the path of the field, such as `mappings[3].tile.m`
 */
export function parseMappingFile(data: unknown): readonly MappingEntry[] {
  const { schema, mappings } = plainObject(data, "", ["schema", "mappings"]);
  if (schema !== mappingSchema) throw wrongSchema(schema);
  if (!Array.isArray(mappings)) throw invalid("mappings", mappings, "a list of mappings");
  const entries = mappings.map((entry, index) => parseEntry(entry, `mappings[${index}]`));
  refuseDuplicates(entries);
  return entries;
}

function wrongSchema(found: unknown): LnsimError {
  if (!Number.isInteger(found)) return invalid("schema", found, String(mappingSchema));
  return new LnsimError({
    code: "unsupported",
    message: "a mapping file is of another version",
    path: "schema",
    found: String(found),
    expected: String(mappingSchema),
    remedy: "write it again with this version of lnsim",
  });
}

function parseEntry(value: unknown, path: string): MappingEntry {
  const { op, shape, tile, order } = plainObject(value, path, ["op", "shape", "tile", "order"]);
  if (op !== undefined && shape !== undefined) throw invalid(`${path}.shape`, shape, "either an op or a shape, not both");
  const mapping = { tile: parseSizes(tile, `${path}.tile`), order: parseOrder(order, `${path}.order`) };
  if (shape !== undefined) return { shape: parseSizes(shape, `${path}.shape`), ...mapping };
  if (typeof op !== "string" || op === "") throw invalid(`${path}.op`, op, "the name of an op, or a shape in its place");
  return { op, ...mapping };
}

function parseSizes(value: unknown, path: string): Sizes {
  if (value === undefined) throw invalid(path, value, "sizes m, n and k");
  const sizes = plainObject(value, path, dimensions);
  const [m, n, k] = dimensions.map((dimension) => parseSize(sizes[dimension], `${path}.${dimension}`));
  return { m: m!, n: n!, k: k! };
}

function parseSize(value: unknown, path: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw invalid(path, value, "a whole number of at least 1");
  return value as number;
}

function parseOrder(value: unknown, path: string): LoopOrder {
  const isOrder = Array.isArray(value) && value.length === 3 && dimensions.every((dimension) => value.includes(dimension));
  if (!isOrder) throw invalid(path, value, "m, n and k in some order, the outermost first");
  return [...(value as Dimension[])] as unknown as LoopOrder;
}

function refuseDuplicates(entries: readonly MappingEntry[]): void {
  const seen = new Map<string, number>();
  entries.forEach((entry, index) => {
    const key = targetKey(entry);
    const first = seen.get(key);
    if (first === undefined) return seen.set(key, index);
    throw new LnsimError({
      code: "invalid-value",
      message: `a mapping file has two mappings for ${key}`,
      path: `mappings[${index}].${"op" in entry ? "op" : "shape"}`,
      expected: `one; the other is mappings[${first}]`,
      remedy: "remove one of them",
    });
  });
}

/** What an entry is for, as a text that differs from that of every other. */
function targetKey(entry: MappingEntry): string {
  if ("op" in entry) return `the op "${entry.op}"`;
  return `the shape m ${entry.shape.m}, n ${entry.shape.n}, k ${entry.shape.k}`;
}
