import type { Codes } from "@lnsim/contracts";

/**
 * The operands of O[M x N] = A[M x K] B[K x N] as stored codes.
 *
 * - Both are read only, row-major, and must hold exactly (or at least) the elements that the shape names.
 * - Codes are below the datapath's leftCodeCount (A) and rightCodeCount (B); this is not checked per element.
 * - With scales per vector, the sum V of every vector becomes, in float64, V * (its scale of A * its scale of B) before it
 *   enters the accumulator; a wide accumulator then adds the scaled sums of vectors in ascending order. Both or
 *   neither must be there; scales are finite.
 */
export interface GemmOperands {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** A, M x K; stored K x M when `aTransposed`. */
  readonly a: Codes;
  readonly aTransposed?: boolean;
  /** B, K x N; stored N x K when `bTransposed`. */
  readonly b: Codes;
  readonly bTransposed?: boolean;
  /** A scale per row and vector of A: M x ceil(K / vectorSize), row-major, whatever the orientation of A. */
  readonly aScales?: Float64Array;
  /** A scale per vector and column of B: ceil(K / vectorSize) x N, row-major, whatever the orientation of B. */
  readonly bScales?: Float64Array;
}

/** The operands of a float-accumulate GEMM; the same layout rules as {@link GemmOperands}, without scales. */
export interface FloatGemmOperands {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Float32Array;
  readonly aTransposed?: boolean;
  readonly b: Float32Array;
  readonly bTransposed?: boolean;
  /** Whether every product is known to be exact in binary32, or to overflow; found by looking at all values otherwise. */
  readonly areProductsExact?: boolean;
}

/** Steps between neighbours of a stored matrix: element (row, column) is at row * `row` + column * `column`. */
export interface Strides {
  readonly row: number;
  readonly column: number;
}

/** Strides of A, indexed (m, k). */
export function leftStrides(operands: GemmOperands | FloatGemmOperands): Strides {
  return operands.aTransposed === true ? { row: 1, column: operands.m } : { row: operands.k, column: 1 };
}

/** Strides of B, indexed (k, n). */
export function rightStrides(operands: GemmOperands | FloatGemmOperands): Strides {
  return operands.bTransposed === true ? { row: 1, column: operands.k } : { row: operands.n, column: 1 };
}

/** Throws when a dimension is not a positive integer or an array is too short: the caller's bug, not a user's mistake. */
export function checkOperands(operands: GemmOperands | FloatGemmOperands, outLength: number): void {
  const { m, n, k, a, b } = operands;
  for (const size of [m, n, k]) {
    if (!Number.isInteger(size) || size < 1) throw new Error(`GEMM dimensions must be positive integers, not ${m} x ${n} x ${k}`);
  }
  if (a.length < m * k) throw new Error(`GEMM operand A holds ${a.length} elements, ${m} x ${k} are needed`);
  if (b.length < k * n) throw new Error(`GEMM operand B holds ${b.length} elements, ${k} x ${n} are needed`);
  if (outLength < m * n) throw new Error(`GEMM output holds ${outLength} elements, ${m} x ${n} are needed`);
}

/** Scales per vector, both or none. */
export interface VectorScales {
  /** M x vectors. */
  readonly left: Float64Array;
  /** Vectors x N. */
  readonly right: Float64Array;
}

/** The scales of operands, or undefined where there are none. Throws when one is missing or too short. */
export function scalesOf(operands: GemmOperands, vectorSize: number): VectorScales | undefined {
  const { m, n, k, aScales, bScales } = operands;
  if (aScales === undefined && bScales === undefined) return undefined;
  const vectors = Math.ceil(k / vectorSize);
  if (aScales === undefined || bScales === undefined) throw new Error("a GEMM with scales needs those of A and those of B");
  if (aScales.length < m * vectors) throw new Error(`scales of A hold ${aScales.length} elements, ${m} x ${vectors} are needed`);
  if (bScales.length < vectors * n) throw new Error(`scales of B hold ${bScales.length} elements, ${vectors} x ${n} are needed`);
  return { left: aScales, right: bScales };
}
