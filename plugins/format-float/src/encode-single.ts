import { encodeNearestEven, type EncodeRun } from "./encode.ts";
import type { FloatGrid } from "./grid.ts";
import type { FloatLayout } from "./layout.ts";

/** Widest format, and shortest tensor, for which thresholds are worth making. */
const widest = 8;
const shortest = 8192;

const magnitudeMask = 0x7fffffff;
const infinityBits = 0x7f800000;
const smallestNormalBits = 0x00800000;

/** A tensor in single precision. */
export interface SingleRun extends EncodeRun {
  readonly values: Float32Array;
}

/**
 * Codes of many single-precision values of a narrow format to the nearest, by thresholds on their words: within a segment
 * of an octave that has one fraction bit more than the format, neighbouring codes change at most once, whatever the scale.
 *
 * @returns false when the tensor is too short, the format too wide, or thresholds leave the normal single numbers; then
 * nothing is written
 */
export function encodeSingle(layout: FloatLayout, grid: FloatGrid, run: SingleRun): boolean {
  const { values, out } = run;
  const isSigned = layout.overflowCode !== layout.nanCode;
  if (layout.bits > widest || values.length < shortest || !isSigned) return false;
  const table = segmentTable(layout, grid, run);
  if (table === undefined) return false;
  const { shift, first, thresholds, codes } = table;
  const last = thresholds.length - 1;
  const signShift = 32 - layout.bits;
  const { signBit } = layout;
  const words = new Int32Array(values.buffer, values.byteOffset, values.length);
  let found = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const magnitude = word & magnitudeMask;
    found |= infinityBits - magnitude;
    const segment = Math.min(last, Math.max(0, (magnitude >>> shift) - first));
    // The sign of the difference is 1 from the threshold on.
    const isAbove = (thresholds[segment] - 1 - magnitude) >>> 31;
    out[i] = ((word >> signShift) & signBit) | codes[2 * segment + isAbove];
  }
  if (found < 0) replaceNans(words, layout.nanCode ?? 0, out);
  return true;
}

function replaceNans(words: Int32Array, nan: number, out: EncodeRun["out"]): void {
  for (let i = 0; i < words.length; i++) if ((words[i] & magnitudeMask) > infinityBits) out[i] = nan;
}

interface SegmentTable {
  readonly shift: number;
  /** Number of the first segment; what lies below it is in it, and what lies above the last one is in that. */
  readonly first: number;
  /** The word in each segment from which on the second code holds. */
  readonly thresholds: Int32Array;
  /** Two magnitudes' codes per segment. */
  readonly codes: Uint8Array;
}

function segmentTable(layout: FloatLayout, grid: FloatGrid, run: SingleRun): SegmentTable | undefined {
  const reached = reachedCodes(layout);
  const starts = thresholdWords(layout, grid, run, reached);
  const [lowest, highest] = [starts[0], starts[starts.length - 1]];
  if (lowest < smallestNormalBits || highest >= infinityBits) return undefined;
  const shift = 22 - layout.fractionBits;
  const first = (lowest >>> shift) - 1;
  const length = (highest >>> shift) - first + 2;
  const thresholds = new Int32Array(length).fill(magnitudeMask);
  const codes = new Uint8Array(2 * length);
  for (let segment = 0, passed = 0; segment < length; segment++) {
    codes[2 * segment] = codes[2 * segment + 1] = reached[passed];
    if (passed === starts.length || starts[passed] >>> shift !== first + segment) continue;
    thresholds[segment] = starts[passed];
    codes[2 * segment + 1] = reached[++passed];
  }
  return { shift, first, thresholds, codes };
}

/** The magnitudes' codes that rounding can give, in ascending order. */
function reachedCodes({ topCode, firstCode, overflowCode }: FloatLayout): number[] {
  const reached = [0];
  for (let code = Math.max(1, firstCode); code <= topCode; code++) reached.push(code);
  if (overflowCode !== topCode) reached.push(overflowCode);
  return reached;
}

const single = new Float32Array(1);
const singleWord = new Int32Array(single.buffer);
const oneCode = new Uint8Array(1);

/** The smallest word of each code but the first: near the middle between neighbours, found by trying. */
function thresholdWords(layout: FloatLayout, grid: FloatGrid, run: SingleRun, reached: readonly number[]): Int32Array {
  const { fractionBits } = layout;
  const hidden = 2 ** fractionBits;
  const probe = { ...run, values: single, out: oneCode };
  const codeAt = (word: number): number => {
    singleWord[0] = word;
    encodeNearestEven(layout, grid, probe);
    return oneCode[0];
  };
  return Int32Array.from({ length: reached.length - 1 }, (_, i) => {
    const below = reached[i + 1] - 1;
    const field = Math.max(1, Math.floor(below / hidden));
    const middle = (below + 0.5 - (field - 1) * hidden) * grid.steps[field - 1];
    single[0] = layout.scaled ? (middle / run.numerator) * run.denominator : middle;
    let word = singleWord[0];
    while (word < infinityBits && codeAt(word) < reached[i + 1]) word++;
    while (word > 0 && codeAt(word - 1) >= reached[i + 1]) word--;
    return word;
  });
}
