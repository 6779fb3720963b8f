import type { LoopOrder } from "../dataflow.ts";
import type { Mapping } from "../mapping.ts";
import type { Dimension, Sizes } from "../problem.ts";

/** A mapping and what it is for: one op by its name, or every op of a shape. A name goes before a shape. */
export type MappingEntry = ({ readonly op: string } | { readonly shape: Sizes }) & Mapping;

/** Version of the form of mapping files. */
export const mappingSchema = 1;

/** A mapping file as plain data: what a YAML or JSON writer takes. */
export interface MappingFile {
  readonly schema: typeof mappingSchema;
  readonly mappings: readonly MappingEntry[];
}

/** A mapping file of these entries, in their order and with fields in the order that people read them. */
export function mappingFileOf(entries: readonly MappingEntry[]): MappingFile {
  return { schema: mappingSchema, mappings: entries.map(plainEntry) };
}

function plainEntry(entry: MappingEntry): MappingEntry {
  const mapping = { tile: plainSizes(entry.tile), order: [...entry.order] as readonly Dimension[] as LoopOrder };
  return "op" in entry ? { op: entry.op, ...mapping } : { shape: plainSizes(entry.shape), ...mapping };
}

function plainSizes({ m, n, k }: Sizes): Sizes {
  return { m, n, k };
}
