/**
 * What the sequencer knows of an op, one slot per field: its op table. All fields are parameters.
 *
 * `kind`: an {@link opKinds} number. A matrix product has the fields up to `maskBits`, the others those from `elements` on.
 */
export const operationFields = [
  "kind",
  "pass",
  "mTiles",
  "mEdge",
  "nTiles",
  "nEdge",
  "kSlices",
  "kEdge",
  "bitsA",
  "bitsB",
  "memoryBitsA",
  "memoryBitsB",
  "bitsOut",
  "portCyclesA",
  "reusesA",
  "unitA",
  "reusesB",
  "unitB",
  "tileFlags",
  "maskBits",
  /** A pass over stored tensors: of the PPU with its row in the table of passes, or an update. */
  "elements",
  "passRow",
  "readBits",
  "writeBits",
  /** Ops that have to be over before: a run in the table of dependencies. */
  "dependencies",
  "dependencyCount",
] as const;

/** A field of the op table. */
export type OperationField = (typeof operationFields)[number];

/** One row of the op table. */
export type OperationRow = { readonly [field in OperationField]: number };

/** Offset of each field in a row. */
export const field = Object.fromEntries(operationFields.map((name, index) => [name, index])) as { readonly [name in OperationField]: number };

/** Values of the field `kind`. */
export const opKinds = { gemm: 0, vector: 1, update: 2 } as const;
