/** Numbers of the PEs, row-major: integers of 32 bits, or reals. */
export type Cells = Int32Array | Float64Array;

/** Tokens beside an operand or a sum: an element that is there; the end of a stream, which passes unused PEs too. */
export const element = 1;
export const end = 2;

/** The registers that the multiplier of a PE sees, each rows x columns, row-major. */
export interface PeRegisters {
  /** Operands A and B of the product. */
  readonly left: Cells;
  readonly right: Cells;
  readonly sums: Cells;
  /** Tokens of what moves along the rows and down the columns: a PE multiplies where both hold an element. */
  readonly across: Uint8Array;
  readonly down: Uint8Array;
}

/** One cycle of all PEs' multipliers; returns how many multiplied. */
export type PeStep = (registers: PeRegisters) => number;
