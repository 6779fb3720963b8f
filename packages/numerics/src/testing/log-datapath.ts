import { createCodes, type Codes, type LogAccumulateDatapath } from "@lnsim/contracts";
import { createRandom, type SeededRandom } from "@lnsim/elementary";

/** What a made-up log datapath is like. */
export interface LogShape {
  readonly bits: number;
  readonly fractionBits: number;
  readonly order: LogAccumulateDatapath["order"];
  /** "linear": segments with power-of-two slopes; "rough": any numbers at all; "exact": rounded Gaussian logarithms. */
  readonly tables: "linear" | "rough" | "exact";
  readonly seed?: number;
}

/** A declaration for tests, its tables computed here, independent of any plugin. */
export function logDatapath({ bits, fractionBits, order, tables, seed = 1 }: LogShape): LogAccumulateDatapath {
  const perOctave = 2 ** fractionBits;
  const largest = 2 ** (bits - 3) - 1;
  const random = createRandom(seed, "log tables");
  const length = Math.min(10 * perOctave, 2 * largest) + 1;
  const entries = (valueOf: (d: number) => number): Int32Array => Int32Array.from({ length }, (_, d) => valueOf(d));
  const same = { linear: (d: number) => Math.max(0, perOctave - (d >> 2)), rough: () => random.nextBelow(2 * perOctave), exact: (d: number) => Math.round(perOctave * Math.log2(1 + 2 ** (-d / perOctave))) };
  const opposite = {
    linear: (d: number) => Math.min(0, d - 3 * perOctave),
    rough: () => -random.nextBelow(3 * largest),
    exact: (d: number) => (d === 0 ? -7 * largest : Math.round(perOctave * Math.log2(1 - 2 ** (-d / perOctave)))),
  };
  return {
    kind: "log",
    description: `${tables}, ${order}`,
    vectorSize: 32,
    bits,
    fractionBits,
    deltaSame: entries(same[tables]),
    deltaOpposite: entries(opposite[tables]),
    exponential: Int32Array.from({ length: 2 * largest + 1 }, (_, index) => Math.max(-largest, Math.round(-perOctave * Math.LOG2E * 2 ** ((index - largest) / perOctave)))),
    order,
    costRecord: null,
  };
}

/** Random canonical codes: an eighth zeros; all logarithms, or those within four octaves, where sums do something. */
export function randomLogCodes(datapath: LogAccumulateDatapath, length: number, random: SeededRandom, isNarrow = false): Codes {
  const { bits, fractionBits } = datapath;
  const half = 2 ** (bits - 3);
  const reach = isNarrow ? Math.min(half - 1, 4 * 2 ** fractionBits) : half - 1;
  const codes = createCodes(bits, length);
  for (let i = 0; i < length; i++) {
    const logarithm = random.nextBelow(2 * reach + 1) - reach;
    const sign = random.nextBelow(2) * 2 * half;
    codes[i] = random.nextBelow(8) === 0 ? 4 * half + half + 1 : sign + (logarithm < 0 ? logarithm + 2 * half : logarithm);
  }
  return codes;
}

/** The real value of a code. */
export function valueOfLogCode({ bits, fractionBits }: LogAccumulateDatapath, code: number): number {
  if (code >= 2 ** (bits - 1)) return 0;
  const field = code % 2 ** (bits - 2);
  const logarithm = field >= 2 ** (bits - 3) ? field - 2 ** (bits - 2) : field;
  return (code >= 2 ** (bits - 2) ? -1 : 1) * 2 ** (logarithm / 2 ** fractionBits);
}
