import type { Candidates, Place } from "./candidates.ts";

/** What a mapper minimises: cycles, energy of data movement, or their product. */
export type Objective = "cycles" | "energy" | "product";

/**
 * The best candidate so far. Of candidates that are equal by the objective, the one that is better by the other measure
 * wins, then the one met first. A candidate whose lower bound is worse than the best is not estimated in full.
 */
export class Contest {
  /** Number of the best candidate, -1 before the first. */
  best = -1;
  /** Candidates that were entered. */
  considered = 0;
  readonly #candidates: Candidates;
  readonly #objective: Objective;
  #bestScore = Number.POSITIVE_INFINITY;
  #bestTie = Number.POSITIVE_INFINITY;

  constructor(candidates: Candidates, objective: Objective) {
    this.#candidates = candidates;
    this.#objective = objective;
  }

  /** Enters a candidate; returns its score, or its lower bound where that is enough to lose. */
  enter(number: number): number {
    const [m, n, k, order] = this.#candidates.placeOf(number);
    return this.#enter(number, m, n, k, order);
  }

  #enter(number: number, ...[m, n, k, order]: Place): number {
    this.considered++;
    const { estimator, codes } = this.#candidates;
    const code = codes[order]!;
    estimator.choose(m, n, k);
    const energy = estimator.energyPj(code);
    const byMemory = this.#score(estimator.memoryCycles(code), energy);
    if (byMemory > this.#bestScore) return byMemory;
    const byArray = this.#score(estimator.computeCycles(), energy);
    if (byArray > this.#bestScore) return byArray;
    const cycles = estimator.cycles(code);
    const score = this.#score(cycles, energy);
    const tie = this.#objective === "cycles" ? energy : cycles;
    if (score < this.#bestScore || (score === this.#bestScore && tie < this.#bestTie)) {
      this.best = number;
      this.#bestScore = score;
      this.#bestTie = tie;
    }
    return score;
  }

  #score(cycles: number, energy: number): number {
    if (this.#objective === "cycles") return cycles;
    return this.#objective === "energy" ? energy : cycles * energy;
  }
}
