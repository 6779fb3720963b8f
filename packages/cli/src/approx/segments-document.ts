import {
  adderError,
  publishedSegments,
  quantizeSegments,
  tabulateOpposite,
  tabulateSame,
  type AnnealedFunction,
  type AnnealResult,
  type AnnealSettings,
  type DeltaError,
  type DeltaTables,
  type IntegerSegments,
  type Segments,
} from "@lnsim/format-lns-log";

/** How much worse than the published tables annealed ones may be, as a ratio of rms errors. */
export const acceptedRatio = 1.05;

/** Error of one function over differences of 0 to 13 octaves; an LSB is 2^-fractionBits octave. */
export interface ErrorFigures extends DeltaError {
  readonly rmsLsb: number;
  readonly maxLsb: number;
}

/** One function of an adder: what was found, and what is published for the same fraction bits. */
export interface FunctionDocument {
  /** Value of a segment at a difference d, all in grid steps. */
  readonly value: string;
  /** Breakpoints and intercepts in grid steps, as hardware has them. */
  readonly integer: IntegerSegments;
  /** The same in octaves. */
  readonly real: Segments;
  readonly error: ErrorFigures;
  /** The restart that found them. */
  readonly restart: number;
  readonly published: { readonly integer: IntegerSegments; readonly error: ErrorFigures } | null;
  /** Rms error over that of the published tables. */
  readonly rmsRatio: number | null;
}

/** What a search has found: the JSON that `lnsim approx anneal` prints and writes. */
export interface SegmentsDocument {
  readonly kind: "lnsim-delta-segments";
  readonly schema: 1;
  readonly settings: AnnealSettings;
  /** Less than `settings.restarts` when the search was stopped. */
  readonly restartsDone: number;
  /** log2(1 + 2^-d), for additions of equal signs. */
  readonly same: FunctionDocument;
  /** log2(1 - 2^-d), for opposite signs. */
  readonly opposite: FunctionDocument;
  /** Null where nothing is published for these fraction bits. */
  readonly comparison: { readonly acceptedRatio: number; readonly isAccepted: boolean } | null;
}

/** The published tables of a number of fraction bits with their segments, if there are any. */
export function publishedTables(fractionBits: number): (DeltaTables & { readonly same: IntegerSegments; readonly opposite: IntegerSegments }) | null {
  const published = publishedSegments[fractionBits];
  if (published === undefined) return null;
  const same = quantizeSegments(published.same, fractionBits);
  const opposite = quantizeSegments(published.opposite, fractionBits);
  return { same, opposite, deltaSame: tabulateSame(same), deltaOpposite: tabulateOpposite(opposite) };
}

/** Fraction bits for which tables are published, ascending. */
export const publishedFractionBits: readonly number[] = Object.keys(publishedSegments).map(Number).toSorted((a, b) => a - b);

/** Puts a result beside what is published. */
export function segmentsDocument(result: AnnealResult, restartsDone: number): SegmentsDocument {
  const { settings } = result;
  const published = publishedTables(settings.fractionBits);
  const errors = published === null ? null : adderError(published, settings.fractionBits);
  const documentOf = (kind: "same" | "opposite"): FunctionDocument => {
    const { integer, real, error, restart } = result[kind] satisfies AnnealedFunction;
    const theirs = errors === null ? null : { integer: published![kind], error: figures(errors[kind], settings.fractionBits) };
    const rmsRatio = theirs === null ? null : error.rmsOctaves / theirs.error.rmsOctaves;
    return { value: valueOf[kind], integer, real, error: figures(error, settings.fractionBits), restart, published: theirs, rmsRatio };
  };
  const [same, opposite] = [documentOf("same"), documentOf("opposite")];
  const ratios = [same, opposite].flatMap(({ rmsRatio }) => rmsRatio ?? []);
  const comparison = ratios.length === 0 ? null : { acceptedRatio, isAccepted: ratios.every((ratio) => ratio <= acceptedRatio) };
  return { kind: "lnsim-delta-segments", schema: 1, settings, restartsDone, same, opposite, comparison };
}

const valueOf = {
  same: "intercept - (d >> shift)",
  opposite: "intercept + (d << shift), d >> -shift for negative shifts",
} as const;

function figures(error: DeltaError, fractionBits: number): ErrorFigures {
  return { ...error, rmsLsb: error.rmsOctaves * 2 ** fractionBits, maxLsb: error.maxOctaves * 2 ** fractionBits };
}
