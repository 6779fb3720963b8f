/**
 * What the sequencer knows of an op, one slot per field: its op table. All fields are parameters.
 *
 * `kind`: an {@link opKinds} number. A matrix product has all fields; the others have those from `firstElements` on.
 * A pass with zero elements does not take place.
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
  "bitsOut",
  "portCyclesA",
  "reusesA",
  "unitA",
  "reusesB",
  "unitB",
  "tileFlags",
  "maskBits",
  /** A first pass: the loss, or the update. */
  "firstElements",
  "firstKind",
  "firstReadBits",
  "firstWriteBits",
  /** A second pass: requantisation. */
  "secondElements",
  "secondReadBits",
  "secondWriteBits",
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
export const opKinds = { gemm: 0, loss: 1, update: 2 } as const;
