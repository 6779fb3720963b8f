import { createRandom } from "@lnsim/elementary";
import type { Candidates, Place } from "./candidates.ts";
import type { Contest } from "./contest.ts";

/** How much a search may look at, and where its random numbers come from. */
export interface SearchLimits {
  readonly budget: number;
  readonly seed: number;
}

/** Climbs that may end without anything new in a row: then all that climbs reach has been seen. */
const staleClimbs = 64;

/**
 * Searches a grid that is too large to be looked at in full: climbs from the candidate that moves the fewest bytes, then
 * from candidates drawn at random, always on to the best neighbour, until the budget is used. Equal seeds give equal results.
 */
export function search(candidates: Candidates, contest: Contest, limits: SearchLimits): void {
  const climb = new Climb(candidates, contest, limits.budget);
  const random = createRandom(limits.seed, "mapping");
  const { legal } = candidates;
  climb.from(leastTraffic(candidates));
  for (let stale = 0; contest.considered < limits.budget && stale < staleClimbs; ) {
    const before = contest.considered;
    climb.from(legal[random.nextBelow(legal.length)]!);
    stale = contest.considered === before ? stale + 1 : 0;
  }
}

/** The legal candidate that moves the fewest bytes between memory and the global buffer; of equals the last: the largest tile. */
export function leastTraffic(candidates: Candidates): number {
  let best = -1;
  let fewest = Number.POSITIVE_INFINITY;
  for (const number of candidates.legal) {
    const [m, n, k, order] = candidates.placeOf(number);
    candidates.estimator.choose(m, n, k);
    const bytes = candidates.estimator.memoryBytes(candidates.codes[order]!);
    if (bytes > fewest) continue;
    best = number;
    fewest = bytes;
  }
  return best;
}

/** Steps to neighbours in the grid: one size along one loop, or another order. */
class Climb {
  readonly #candidates: Candidates;
  readonly #contest: Contest;
  readonly #budget: number;
  /** By number: 0 not legal, 1 legal, 2 met. */
  readonly #marks: Uint8Array;

  constructor(candidates: Candidates, contest: Contest, budget: number) {
    this.#candidates = candidates;
    this.#contest = contest;
    this.#budget = budget;
    this.#marks = new Uint8Array(candidates.count);
    for (const number of candidates.legal) this.#marks[number] = 1;
  }

  from(start: number): void {
    let at = start;
    let score = this.#meet(start);
    while (score < Number.POSITIVE_INFINITY) {
      let next = -1;
      for (const neighbour of this.#neighbours(at)) {
        const found = this.#meet(neighbour);
        if (found >= score) continue;
        score = found;
        next = neighbour;
      }
      if (next < 0) return;
      at = next;
    }
  }

  /** The score of a candidate, infinite for one that was met before, is not legal, or is beyond the budget. */
  #meet(number: number): number {
    if (number < 0 || this.#marks[number] !== 1 || this.#contest.considered >= this.#budget) return Number.POSITIVE_INFINITY;
    this.#marks[number] = 2;
    return this.#contest.enter(number);
  }

  #neighbours(number: number): number[] {
    const [m, n, k, order] = this.#candidates.placeOf(number);
    const places: Place[] = [
      [m + 1, n, k, order],
      [m - 1, n, k, order],
      [m, n + 1, k, order],
      [m, n - 1, k, order],
      [m, n, k + 1, order],
      [m, n, k - 1, order],
    ];
    this.#candidates.codes.forEach((_, other) => places.push([m, n, k, other]));
    return places.map((place) => this.#candidates.numberAt(place));
  }
}
