import type { Reals } from "@lnsim/contracts";
import type { Labels } from "@lnsim/trace";
import { exp, log } from "@lnsim/elementary";

/** What a batch's logits came to. */
export interface LossResult {
  /** Sum over the columns of the cross-entropies, in nats. */
  readonly lossSum: number;
  /** Columns whose own class has the largest logit, alone or first. */
  readonly correct: number;
}

/**
 * Softmax cross-entropy of `logits` (classes x columns, row-major) against `labels`; writes the gradient of the columns'
 * mean loss by the logits into `gradient` (same layout, may be null). Computed in binary64 in a fixed order; each
 * gradient is rounded once when it is stored.
 */
export function softmaxCrossEntropy(logits: Reals, labels: Labels, gradient: Reals | null): LossResult {
  const batch = labels.length;
  const classes = logits.length / batch;
  const exponentials = new Float64Array(classes);
  let lossSum = 0;
  let correct = 0;
  for (let sample = 0; sample < batch; sample++) {
    const label = labels[sample];
    const best = largestRow(logits, sample, batch);
    if (best === label) correct++;
    const largest = best < 0 ? NaN : logits[best * batch + sample];
    let sum = 0;
    for (let row = 0; row < classes; row++) sum += exponentials[row] = exp(logits[row * batch + sample] - largest);
    lossSum += log(sum) - (logits[label * batch + sample] - largest);
    if (gradient === null) continue;
    for (let row = 0; row < classes; row++) gradient[row * batch + sample] = (exponentials[row] / sum - (row === label ? 1 : 0)) / batch;
  }
  return { lossSum, correct };
}

/** The row of a column's largest value, the first of equals; -1 when nothing in it is a number. */
function largestRow(values: Reals, column: number, columns: number): number {
  let best = -1;
  let largest = -Infinity;
  for (let at = column, row = 0; at < values.length; at += columns, row++) {
    if (values[at] > largest) {
      largest = values[at];
      best = row;
    }
  }
  return best;
}
