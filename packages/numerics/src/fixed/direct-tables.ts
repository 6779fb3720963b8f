import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { CutScale } from "./class-tables.ts";
import type { TableArrays } from "../kernels/kernel-device.ts";

/** Values of one class: left, right; with a cut, right heads and tails. */
export interface ValueTables {
  readonly arrays: TableArrays;
  readonly isCut: boolean;
}

export function valueTables(datapath: FixedAccumulateDatapath, cut: CutScale): ValueTables {
  const { leftFactor, head, tail } = datapath;
  const left = cut.isCut ? leftFactor.map((value) => value * cut.factorScale) : leftFactor;
  if (cut.isCut) return { arrays: [left, head, tail ?? new Float64Array(head.length).fill(1)], isCut: true };
  return { arrays: [left, productsOf(datapath)], isCut: false };
}

/** Powers of two that divide all left values, and all right ones. */
export interface Divisors {
  readonly left: number;
  readonly right: number;
}

/** Int16 values of one class, divided. */
export function pairTables(datapath: FixedAccumulateDatapath, divisors: Divisors): TableArrays {
  const left = Int16Array.from(datapath.leftFactor, (value) => value / divisors.left);
  return [left, Int16Array.from(productsOf(datapath), (value) => value / divisors.right)];
}

/** Columns of a strip of the kernel for int32 sums of several classes. */
export const integerColumns = 32;

/** Int32 factors, byte offsets of classes in a panel step, and right products with the classes of a code side by side. */
export function integerTables(datapath: FixedAccumulateDatapath): TableArrays {
  const { classes, rightCodeCount, leftFactor, leftClass } = datapath;
  const products = productsOf(datapath);
  const right = new Int32Array(products.length);
  for (let of = 0; of < classes; of++) {
    for (let code = 0; code < rightCodeCount; code++) right[code * classes + of] = products[of * rightCodeCount + code];
  }
  return [Int32Array.from(leftFactor), Uint32Array.from(leftClass, (of) => of * integerColumns * 4), right];
}

function productsOf({ head, tail }: FixedAccumulateDatapath): Float64Array {
  return tail === null ? head : head.map((value, index) => value * tail[index]);
}
