import type { Codes, LogAccumulateDatapath } from "@lnsim/contracts";
import { checkOperands, leftStrides, rightStrides, type GemmOperands } from "../gemm-operands.ts";

/** A number as the datapath sees it: fields, not codes. */
interface LogNumber {
  readonly isZero: boolean;
  readonly isNegative: boolean;
  readonly logarithm: number;
}

/**
 * The log-domain GEMM as it is defined (see `LogAccumulateDatapath`): products, then sums in the declared order, each
 * through the declared tables. Slow; what the fast kernels are held against, and shares nothing with them.
 */
export function referenceLogGemm(datapath: LogAccumulateDatapath, operands: GemmOperands, out: Codes): void {
  checkOperands(operands, out.length);
  const { m, n, k, a, b } = operands;
  const left = leftStrides(operands);
  const right = rightStrides(operands);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const products = Array.from({ length: k }, (_, x) =>
        multiply(datapath, unpack(datapath, a[i * left.row + x * left.column]), unpack(datapath, b[x * right.row + j * right.column])),
      );
      out[i * n + j] = pack(datapath, referenceSum(datapath, products));
    }
  }
}

const zero: LogNumber = { isZero: true, isNegative: false, logarithm: 0 };

function referenceSum(datapath: LogAccumulateDatapath, terms: readonly LogNumber[]): LogNumber {
  if (datapath.order === "ascending") return terms.reduce((sum, term) => add(datapath, sum, term), zero);
  let level = terms;
  do {
    const blocks = Array.from({ length: Math.ceil(level.length / 16) }, (_, block) => level.slice(16 * block, 16 * block + 16));
    level = blocks.map((block) => sumOf16(datapath, [...block, ...Array.from({ length: 16 - block.length }, () => zero)]));
  } while (level.length > 1);
  return level[0];
}

function sumOf16(datapath: LogAccumulateDatapath, numbers: readonly LogNumber[]): LogNumber {
  const sums = [...numbers];
  for (const half of [8, 4, 2, 1]) {
    for (let j = 0; j < half; j++) sums[j] = add(datapath, sums[j], sums[j + half]);
  }
  return sums[0];
}

function multiply(datapath: LogAccumulateDatapath, a: LogNumber, b: LogNumber): LogNumber {
  if (a.isZero || b.isZero) return zero;
  return { isZero: false, isNegative: a.isNegative !== b.isNegative, logarithm: clamp(datapath, a.logarithm + b.logarithm) };
}

function add(datapath: LogAccumulateDatapath, a: LogNumber, b: LogNumber): LogNumber {
  if (a.isZero) return b;
  if (b.isZero) return a;
  const larger = a.logarithm > b.logarithm ? a : b;
  const difference = Math.abs(a.logarithm - b.logarithm);
  const isOpposite = a.isNegative !== b.isNegative;
  if (isOpposite && difference === 0) return zero;
  const delta = (isOpposite ? datapath.deltaOpposite : datapath.deltaSame)[difference] ?? 0;
  return { ...larger, logarithm: clamp(datapath, larger.logarithm + delta) };
}

function largestOf({ bits }: LogAccumulateDatapath): number {
  return 2 ** (bits - 3) - 1;
}

function clamp(datapath: LogAccumulateDatapath, logarithm: number): number {
  return Math.max(-largestOf(datapath), Math.min(largestOf(datapath), logarithm));
}

function unpack({ bits }: LogAccumulateDatapath, code: number): LogNumber {
  const field = code % 2 ** (bits - 2);
  return {
    isZero: Math.floor(code / 2 ** (bits - 1)) % 2 === 1,
    isNegative: Math.floor(code / 2 ** (bits - 2)) % 2 === 1,
    logarithm: field >= 2 ** (bits - 3) ? field - 2 ** (bits - 2) : field,
  };
}

function pack(datapath: LogAccumulateDatapath, { isZero, isNegative, logarithm }: LogNumber): number {
  const field = (k: number): number => (k < 0 ? k + 2 ** (datapath.bits - 2) : k);
  if (isZero) return 2 ** (datapath.bits - 1) + field(-largestOf(datapath));
  return (isNegative ? 2 ** (datapath.bits - 2) : 0) + field(logarithm);
}
