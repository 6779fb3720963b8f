import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { TableArrays } from "./kernel-device.ts";

/** Tables for records: left records' two words, right products per class, with a cut the tails in the same layout. */
export interface RecordTables {
  readonly arrays: TableArrays;
  readonly classes: number;
  readonly width: number;
  readonly isCut: boolean;
}

/** Lays out tables for records: factors are powers of two (times `factorScale`), so the upper half of a float64 holds one. */
export function recordTables(datapath: FixedAccumulateDatapath, width: number, cut: { readonly isCut: boolean; readonly factorScale: number }): RecordTables {
  const { leftCodeCount, leftClass, leftFactor, classes } = datapath;
  const left = new Uint32Array(2 * leftCodeCount);
  const factor = new Float64Array(1);
  const factorWords = new Uint32Array(factor.buffer);
  for (let code = 0; code < leftCodeCount; code++) {
    factor[0] = leftFactor[code] * cut.factorScale;
    left[2 * code] = leftClass[code] * width * 8;
    left[2 * code + 1] = factorWords[1];
  }
  const right = cut.isCut ? [byCode(datapath, "head"), byCode(datapath, "tail")] : [byCode(datapath, "product")];
  return { arrays: [left, ...right], classes: classes + (classes & 1), width, isCut: cut.isCut };
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

/** Entries of one right code side by side, a column per class; an odd number of classes is padded with a column of zeros. */
function byCode({ classes, rightCodeCount, head, tail }: FixedAccumulateDatapath, which: "head" | "tail" | "product"): Float64Array {
  const padded = classes + (classes & 1);
  const table = new Float64Array(rightCodeCount * padded);
  for (let of = 0; of < classes; of++) {
    for (let code = 0; code < rightCodeCount; code++) {
      const from = of * rightCodeCount + code;
      const tailValue = tail === null ? 1 : tail[from];
      table[code * padded + of] = which === "tail" ? tailValue : which === "head" ? head[from] : head[from] * tailValue;
    }
  }
  return table;
}
