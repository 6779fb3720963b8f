import type { FixedAccumulateDatapath } from "@lnsim/contracts";

/** Every term of a datapath, looked up by left * rightCodeCount + right. */
export interface TermTable {
  /** Terms in units of 2^-fractionBits product units; unrounded for a wide accumulator. */
  readonly terms: Float64Array;
  /** 1 where bounded guard bits changed the term. */
  readonly isCut: Uint8Array;
}

const largestTable = 1 << 16;
const made = new WeakMap<FixedAccumulateDatapath, TermTable>();

/** The table of a datapath of up to 256 codes, or undefined when it would be larger than is worth its memory. */
export function termTable(datapath: FixedAccumulateDatapath): TermTable | undefined {
  const { leftCodeCount, rightCodeCount } = datapath;
  const pairs = leftCodeCount * rightCodeCount;
  if (pairs > largestTable) return undefined;
  const known = made.get(datapath);
  if (known !== undefined) return known;
  const table = { terms: new Float64Array(pairs), isCut: new Uint8Array(pairs) };
  for (let left = 0; left < leftCodeCount; left++) {
    for (let right = 0; right < rightCodeCount; right++) {
      const at = left * rightCodeCount + right;
      table.terms[at] = term(datapath, left, right);
      table.isCut[at] = isCut(datapath, left, right) ? 1 : 0;
    }
  }
  made.set(datapath, table);
  return table;
}

/** The term of one pair of codes; exact within the limits of the datapath. */
export function term(datapath: FixedAccumulateDatapath, left: number, right: number): number {
  const { leftFactor, leftClass, rightCodeCount, head, tail, cutBits, accumulator } = datapath;
  const index = leftClass[left] * rightCodeCount + right;
  const product = leftFactor[left] * head[index];
  const unit = 2 ** cutBits;
  const kept = accumulator === "wide" || cutBits === 0 ? product : Math.trunc(product / unit) * unit;
  return tail === null ? kept : kept * tail[index];
}

/** True when bounded guard bits change the term of a pair of codes. */
export function isCut(datapath: FixedAccumulateDatapath, left: number, right: number): boolean {
  const { leftFactor, leftClass, rightCodeCount, head, cutBits, accumulator } = datapath;
  if (accumulator === "wide" || cutBits === 0) return false;
  const scaled = (leftFactor[left] * head[leftClass[left] * rightCodeCount + right]) / 2 ** cutBits;
  return scaled !== Math.trunc(scaled);
}
