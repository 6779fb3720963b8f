import type { Codes } from "@lnsim/contracts";
import { addCodes, divideCodes, logMultiply, LogSummer, multiplyCodes, negateCode } from "@lnsim/numerics";
import type { LogContext } from "./log-context.ts";
import type { LogParameter } from "./log-parameter.ts";
import { sumRows } from "./rows.ts";

/** What a forward pass left, and where the gradients go. Tensors are features x columns, `inverse` is per feature. */
export interface BatchNormGradient {
  readonly context: LogContext;
  readonly columns: number;
  /** The code of the number of columns. */
  readonly count: number;
  /** The code of one over the number of labels. */
  readonly share: number;
  readonly scale: LogParameter | null;
  readonly shift: LogParameter | null;
  readonly centred: Codes;
  readonly normalized: Codes;
  readonly inverse: Codes;
  readonly gradient: Codes;
  /** Overwritten. */
  readonly terms: Codes;
  /** Gradient by the input, or null where nobody needs it. */
  readonly out: Codes | null;
}

/**
 * The gradients of batch norm by way of the variance and the mean, as QAA-LNS computes them: with d the gradient, h = scale
 * * d, c the centred input and s the inverse deviation,
 *
 *     dv = sum(h * (c * -1/2) * s^3),  dc = h * s + dv * (c * 2 / n),  dx = dc - sum(dc) / n
 */
export function batchNormGradient(given: BatchNormGradient): void {
  const { context, share, scale, shift, normalized, gradient, terms, inverse, out } = given;
  const { update } = context;
  if (scale !== null && shift !== null) {
    const summer = new LogSummer(update);
    sumRows(update, summer, { values: gradient, factor: share, out: shift.gradient });
    logMultiply(update, gradient, normalized, terms);
    sumRows(update, summer, { values: terms, factor: share, out: scale.gradient });
  }
  if (out === null) return;
  const summer = new LogSummer(context.backward);
  for (let row = 0; row < inverse.length; row++) inputGradientRow(given, { row, summer, out });
}

function inputGradientRow(
  { context, columns, count, scale, centred, inverse, gradient, terms }: BatchNormGradient,
  { row, summer, out }: { readonly row: number; readonly summer: LogSummer; readonly out: Codes },
): void {
  const { backward } = context;
  const first = row * columns;
  const end = first + columns;
  const run = { first, count: columns, stride: 1 };
  const factor = scale === null ? backward.one : scale.codes[row];
  const s = inverse[row];
  const cube = multiplyCodes(backward, multiplyCodes(backward, s, s), s);
  const minusHalf = context.constant(-0.5);
  const two = context.constant(2);
  for (let i = first; i < end; i++) {
    const byCentred = multiplyCodes(backward, multiplyCodes(backward, centred[i], minusHalf), cube);
    terms[i] = multiplyCodes(backward, multiplyCodes(backward, gradient[i], factor), byCentred);
  }
  const byVariance = summer.sum(terms, run);
  for (let i = first; i < end; i++) {
    const direct = multiplyCodes(backward, multiplyCodes(backward, gradient[i], factor), s);
    const slope = divideCodes(backward, multiplyCodes(backward, centred[i], two), count);
    terms[i] = addCodes(backward, direct, multiplyCodes(backward, byVariance, slope));
  }
  const byMean = divideCodes(backward, negateCode(backward, summer.sum(terms, run)), count);
  for (let i = first; i < end; i++) out[i] = addCodes(backward, terms[i], byMean);
}
