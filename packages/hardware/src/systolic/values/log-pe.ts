import { createCodes, type Codes, type LogAccumulateDatapath } from "@lnsim/contracts";
import type { PeArithmetic } from "./pe-arithmetic.ts";
import { element, type Cells, type PeStep } from "./pe-registers.ts";

/** The fields of a logarithmic code; see {@link LogAccumulateDatapath}. */
export interface Fields {
  readonly zeroFlag: number;
  readonly signFlag: number;
  /** Bits of the logarithm in place, and how far it is from the top of 32 bits. */
  readonly mask: number;
  readonly unused: number;
  readonly largest: number;
  readonly zero: number;
}

/** The PE of a log-accumulate datapath. */
export function logPe(datapath: LogAccumulateDatapath): PeArithmetic {
  const fields = fieldsOf(datapath);
  return {
    zero: fields.zero,
    hasRealOperands: false,
    hasRealSums: false,
    step: logStep(fields, datapath),
    drain: (sums) => codesFrom(datapath.bits, sums),
  };
}

/** Sums are codes already; the narrowest array takes them. */
function codesFrom(bits: number, sums: Cells): Codes {
  const codes = createCodes(bits, sums.length);
  codes.set(sums);
  return codes;
}

/** Where the fields of a code are. */
export function fieldsOf({ bits }: LogAccumulateDatapath): Fields {
  const largest = 2 ** (bits - 3) - 1;
  const mask = 2 ** (bits - 2) - 1;
  const zeroFlag = 2 ** (bits - 1);
  return { zeroFlag, signFlag: 2 ** (bits - 2), mask, unused: 34 - bits, largest, zero: zeroFlag + (-largest & mask) };
}

function logStep(fields: Fields, { deltaSame, deltaOpposite }: LogAccumulateDatapath): PeStep {
  return ({ left, right, sums, across, down }) => {
    let count = 0;
    for (let pe = 0; pe < sums.length; pe++) {
      if ((across[pe]! & down[pe]! & element) === 0) continue;
      const product = multiply(fields, left[pe]!, right[pe]!);
      const isOpposite = ((sums[pe]! ^ product) & fields.signFlag) !== 0;
      sums[pe] = add(fields, sums[pe]!, product, isOpposite ? deltaOpposite : deltaSame);
      count++;
    }
    return count;
  };
}

function logarithmOf({ unused }: Fields, code: number): number {
  return (code << unused) >> unused;
}

function pack({ mask, largest }: Fields, sign: number, logarithm: number): number {
  const clamped = logarithm > largest ? largest : logarithm < -largest ? -largest : logarithm;
  return sign | (clamped & mask);
}

/** The product of two codes. */
export function multiply(fields: Fields, one: number, other: number): number {
  if (((one | other) & fields.zeroFlag) !== 0) return fields.zero;
  return pack(fields, (one ^ other) & fields.signFlag, logarithmOf(fields, one) + logarithmOf(fields, other));
}

/** The sum of two codes. `delta` is the table of the two signs; on a tie the second operand is the larger one. */
export function add(fields: Fields, one: number, other: number, delta: Int32Array): number {
  if ((one & fields.zeroFlag) !== 0) return other;
  if ((other & fields.zeroFlag) !== 0) return one;
  const [x, y] = [logarithmOf(fields, one), logarithmOf(fields, other)];
  const sign = (x > y ? one : other) & fields.signFlag;
  const distance = Math.abs(x - y);
  if (distance === 0 && ((one ^ other) & fields.signFlag) !== 0) return fields.zero;
  return pack(fields, sign, (x > y ? x : y) + (distance < delta.length ? delta[distance]! : 0));
}
