import type { Codes } from "@lnsim/contracts";

/**
 * The operands of O[M x N] = A[M x K] B[K x N] as stored codes.
 *
 * - Both are read only, row-major, and must hold exactly (or at least) the elements that the shape names.
 * - Codes are below the datapath's `codeCount`; this is not checked per element.
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
}

/** The operands of a binary32 GEMM; the same layout rules as {@link GemmOperands}. */
export interface FloatGemmOperands {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Float32Array;
  readonly aTransposed?: boolean;
  readonly b: Float32Array;
  readonly bTransposed?: boolean;
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
