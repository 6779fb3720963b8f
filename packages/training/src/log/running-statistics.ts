import type { Codes } from "@lnsim/contracts";
import { restoreInto, type StateData, type Stateful } from "../checkpoint.ts";

/** Means and unbiased variances per feature as codes, for evaluation; at first 0 and 1. */
export class LogRunningStatistics implements Stateful {
  readonly mean: Codes;
  readonly variance: Codes;

  constructor(mean: Codes, variance: Codes) {
    this.mean = mean;
    this.variance = variance;
  }

  save(): StateData {
    return { mean: this.mean.slice(), variance: this.variance.slice() };
  }

  restore({ mean, variance }: StateData): void {
    restoreInto(this.mean, mean);
    restoreInto(this.variance, variance);
  }
}
