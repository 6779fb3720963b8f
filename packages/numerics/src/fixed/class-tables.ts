import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { TableArrays } from "../kernels/kernel-device.ts";
import { lowestBit } from "../float/significand.ts";

/** Tables for records: left records' two words, right products per class, with a cut the tails in the same layout. */
export interface RecordTables {
  readonly arrays: TableArrays;
  readonly classes: number;
  readonly width: number;
  readonly isCut: boolean;
  /** For cut products that are whole and below 2^52: 2^-(cutBits+1) - 1/2; tables hold heads' magnitudes, tails their signs. Else 0. */
  readonly loweredBy: number;
}

/** How a cut reaches the tables: left factors are scaled, so that the truncation is one to an integer. */
export interface CutScale {
  readonly isCut: boolean;
  readonly factorScale: number;
}

/** True when every product of a left factor and a head is a whole number below 2^52, before it is cut. */
function hasWholeProducts({ classes, leftFactor, leftClass, rightCodeCount, head }: FixedAccumulateDatapath): boolean {
  const largest = new Float64Array(classes);
  const lowest = new Float64Array(classes).fill(Infinity);
  for (let code = 0; code < leftFactor.length; code++) {
    const of = leftClass[code];
    largest[of] = Math.max(largest[of], Math.abs(leftFactor[code]));
    lowest[of] = Math.min(lowest[of], lowestBit(leftFactor[code]));
  }
  return head.every((value, index) => {
    const of = Math.floor(index / rightCodeCount);
    return largest[of] === 0 || (Math.abs(value) * largest[of] < 2 ** 52 && lowestBit(value) + lowest[of] >= 0);
  });
}

/** Lays out tables for records: factors are powers of two (times `factorScale`), so the upper half of a float64 holds one. */
export function recordTables(datapath: FixedAccumulateDatapath, width: number, cut: CutScale): RecordTables {
  const { leftCodeCount, leftClass, leftFactor, classes } = datapath;
  const left = new Uint32Array(2 * leftCodeCount);
  const factor = new Float64Array(1);
  const factorWords = new Uint32Array(factor.buffer);
  for (let code = 0; code < leftCodeCount; code++) {
    factor[0] = leftFactor[code] * cut.factorScale;
    left[2 * code] = leftClass[code] * width * 8;
    left[2 * code + 1] = factorWords[1];
  }
  const isWhole = cut.isCut && hasWholeProducts(datapath);
  const right = cut.isCut ? [byCode(datapath, isWhole ? "magnitude" : "head"), byCode(datapath, isWhole ? "signed tail" : "tail")] : [byCode(datapath, "product")];
  return { arrays: [left, ...right], classes: classes + (classes & 1), width, isCut: cut.isCut, loweredBy: isWhole ? cut.factorScale / 2 - 0.5 : 0 };
}

/** Tables for looking left codes up: 16 bytes per code, a factor and the byte offset of its class in a panel step; right products per class. */
export interface LookupTables {
  readonly arrays: TableArrays;
  readonly classes: number;
  readonly width: 8 | 16;
}

export function lookupTables(datapath: FixedAccumulateDatapath, width: 8 | 16): LookupTables {
  const { leftFactor, leftClass, leftCodeCount, classes } = datapath;
  // Bytes that are no codes may be looked up too: every byte has an entry.
  const entries = new Float64Array(2 * Math.max(leftCodeCount, 256));
  const words = new Uint32Array(entries.buffer);
  for (let code = 0; code < leftCodeCount; code++) {
    entries[2 * code] = leftFactor[code];
    words[4 * code + 2] = leftClass[code] * width * 8;
  }
  return { arrays: [entries, byCode(datapath, "product")], classes: classes + (classes & 1), width };
}

type Entry = "head" | "magnitude" | "tail" | "signed tail" | "product";

/** Entries of one right code side by side, a column per class; an odd number of classes is padded with a column of zeros. */
function byCode({ classes, rightCodeCount, head, tail }: FixedAccumulateDatapath, which: Entry): Float64Array {
  const padded = classes + (classes & 1);
  const table = new Float64Array(rightCodeCount * padded);
  for (let of = 0; of < classes; of++) {
    for (let code = 0; code < rightCodeCount; code++) {
      const from = of * rightCodeCount + code;
      const tailValue = tail === null ? 1 : tail[from];
      table[code * padded + of] = entryOf(which, head[from], tailValue);
    }
  }
  return table;
}

function entryOf(which: Entry, head: number, tail: number): number {
  switch (which) {
    case "head":
      return head;
    case "magnitude":
      return Math.abs(head);
    case "tail":
      return tail;
    case "signed tail":
      return head < 0 ? -tail : tail;
    case "product":
      return head * tail;
  }
}
