import type { FixedAccumulateDatapath } from "@lnsim/contracts";

/** A datapath's tables in the layout of the kernels (src/assembly). */
export interface FixedTables {
  /** Per left code: the upper half of the factor's float64, and the class's byte offset in a panel step. */
  readonly left: Uint32Array;
  /** Per right code, the products of every class with a factor of 1; with a cut, the magnitudes of the heads. */
  readonly right: Float64Array;
  /** With a cut: the tails, with the signs of their heads. Same layout as `right`. */
  readonly tails: Float64Array | null;
  /** Classes, padded to an even number. */
  readonly classes: number;
  /** Columns of a panel. */
  readonly width: number;
}

/** How bounded guard bits reach the tables. */
export interface CutScaling {
  /** Left factors are multiplied by this. */
  readonly factor: number;
  /** Tails are multiplied by this. */
  readonly tail: number;
}

/** Lays out the tables for panels of `width` columns; with `cut`, head and tail stay apart. */
export function layOutTables(datapath: FixedAccumulateDatapath, width: number, cut: CutScaling | undefined): FixedTables {
  const { leftCodeCount, rightCodeCount, classes, leftClass, leftFactor, head, tail } = datapath;
  const padded = classes + (classes & 1);
  const left = new Uint32Array(2 * leftCodeCount);
  const factor = new Float64Array(1);
  const factorWords = new Uint32Array(factor.buffer);
  for (let code = 0; code < leftCodeCount; code++) {
    factor[0] = leftFactor[code] * (cut?.factor ?? 1);
    left[2 * code] = leftClass[code] * width * 8;
    left[2 * code + 1] = factorWords[1];
  }
  const right = new Float64Array(rightCodeCount * padded);
  const tails = cut === undefined ? null : new Float64Array(rightCodeCount * padded);
  for (let of = 0; of < classes; of++) {
    for (let code = 0; code < rightCodeCount; code++) {
      const from = of * rightCodeCount + code;
      const to = code * padded + of;
      const tailValue = tail === null ? 1 : tail[from];
      right[to] = tails === null ? head[from] * tailValue : Math.abs(head[from]);
      if (cut !== undefined && tails !== null) tails[to] = (head[from] < 0 ? -tailValue : tailValue) * cut.tail;
    }
  }
  return { left, right, tails, classes: padded, width };
}
