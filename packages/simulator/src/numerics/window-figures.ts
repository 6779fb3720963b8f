import type { RunResult } from "../result/run-result.ts";

type Gemm = NonNullable<RunResult["accuracy"]>["diagnostics"][number]["gemms"][number];

/** What a training came to, in the figures that an accumulator decides. */
export interface WindowFigures {
  readonly testAccuracy: number | null;
  readonly testLoss: number | null;
  /** Of the last step, in nats; null where it is no number. */
  readonly lastLoss: number | null;
  /** Over all steps, in nats; null where one of them is no number. */
  readonly meanLoss: number | null;
  /** Whether every loss was a number. */
  readonly isFinite: boolean;
  /** On a sample of the products of the first and the last step; null where nothing is counted. */
  readonly losses: WindowLosses | null;
  /** In the last step, against exact sums of the same operands: the noisiest product; null where none has noise. */
  readonly worst: { readonly site: string; readonly sqnrDb: number } | null;
  /** Median over the products of the last step that have noise. */
  readonly medianSqnrDb: number | null;
  /** Median over the tensors of the last step of the signal-to-noise ratio that quantizing alone leaves; null where none has noise. */
  readonly quantizerDb: number | null;
  /** In the last step: the largest sum over the largest product of two operands, max|dot| / (max|A| max|B|). */
  readonly largest: { readonly site: string; readonly share: number } | null;
}

/** What an accumulator lost. */
export interface WindowLosses {
  /** Numbers of the steps counted, from 1. */
  readonly steps: readonly number[];
  /** Vector sums looked at. */
  readonly vectors: number;
  /** Of these, sums that left the accumulator's range. */
  readonly saturations: number;
  /** Of these, sums that lost bits below the accumulator's LSB. */
  readonly lostBits: number;
}

/** The figures of a run whose last step was diagnosed. @throws a plain error for a run without numerics. */
export function windowFigures({ accuracy }: RunResult): WindowFigures {
  if (accuracy === null) throw new Error("a window is judged by a run with numerics");
  const { loss, losses, testAccuracy, testLoss, diagnostics } = accuracy;
  const { gemms, quantizers } = diagnostics.at(-1) ?? { gemms: [], quantizers: [] };
  const noisy = gemms.flatMap(({ site, sqnrDb }) => (sqnrDb === null ? [] : [{ site, sqnrDb }])).sort((a, b) => a.sqnrDb - b.sqnrDb);
  const isFinite = loss.every((each) => each !== null);
  return {
    testAccuracy,
    testLoss,
    lastLoss: loss.at(-1) ?? null,
    meanLoss: isFinite ? loss.reduce<number>((sum, each) => sum + each!, 0) / loss.length : null,
    isFinite,
    losses: losses === null ? null : { steps: losses.steps, vectors: losses.vectors, saturations: losses.saturations, lostBits: losses.lostBits },
    worst: noisy[0] ?? null,
    medianSqnrDb: median(noisy.map(({ sqnrDb }) => sqnrDb)),
    quantizerDb: median(quantizers.flatMap(({ sqnrDb }) => sqnrDb ?? [])),
    largest: largestOf(gemms),
  };
}

/** The middle value, or the mean of the two in the middle; null of none. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const ascending = [...values].sort((a, b) => a - b);
  const upper = Math.floor(values.length / 2);
  return values.length % 2 === 1 ? ascending[upper]! : (ascending[upper - 1]! + ascending[upper]!) / 2;
}

function largestOf(gemms: readonly Gemm[]): WindowFigures["largest"] {
  let largest: { readonly site: string; readonly share: number } | null = null;
  for (const { site, largestShare } of gemms) {
    if (largestShare !== null && largestShare > (largest?.share ?? -1)) largest = { site, share: largestShare };
  }
  return largest;
}
