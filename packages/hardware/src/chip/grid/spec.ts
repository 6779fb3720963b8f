import type { ParameterDeclarations } from "@lnsim/contracts";

/** The grid of PEs: the rows of a tile are shared out over its rows, the columns over its columns. */
export const gridParameters = {
  rows: { type: "integer", default: 1, minimum: 1, maximum: 64, unit: "PE", description: "Rows of the grid of PEs; those of a row share their slices of A." },
  columns: { type: "integer", default: 1, minimum: 1, maximum: 64, unit: "PE", description: "Columns of the grid of PEs; those of a column share their slices of B." },
} as const satisfies ParameterDeclarations;
