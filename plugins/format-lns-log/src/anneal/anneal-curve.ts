import { exp, log, type SeededRandom } from "@lnsim/elementary";
import type { DeltaCurve, GridLine } from "../fit/delta-curve.ts";

/** Where a search of one function ended. */
export interface CurveSearch {
  /** Inclusive ends of the segments in grid steps, ascending; the last one never moves. */
  readonly breakpoints: readonly number[];
  /** Sum of squared errors over the grid, in grid steps squared. */
  readonly squaredError: number;
  /** The current sum at equal intervals of the search, first and last included. */
  readonly history: readonly number[];
}

/** What a search of one function needs. */
export interface CurveTask {
  readonly curve: DeltaCurve;
  readonly segments: number;
  readonly iterations: number;
  readonly random: SeededRandom;
}

/** Temperatures, as shares of the best error met so far: a move that adds this much is taken once in e. */
const hottest = 3;
const coldest = 1e-3;
const historyPoints = 200;
/** Moves between two coolings. */
const movesPerCooling = 64;

/**
 * Simulated annealing of the breakpoints of one function: single breakpoints take Gaussian steps between their
 * neighbours, only the two segments that meet there are fitted again, and the temperature falls geometrically. Starts
 * from equal segments, ends with a descent from the best state met.
 */
export function annealCurve({ curve, segments, iterations, random }: CurveTask): CurveSearch {
  const state = new SegmentState(curve, segments);
  let best = state.squaredError;
  let bestBreakpoints = state.breakpoints.slice();
  const history = [state.squaredError];
  const interval = Math.max(1, Math.ceil(iterations / historyPoints));
  const coolings = Math.max(1, Math.floor(iterations / movesPerCooling));
  const cooling = exp(log(coldest / hottest) / coolings);
  let share = hottest;
  for (let move = 1; move <= iterations; move++) {
    const index = segments === 1 ? 0 : random.nextBelow(segments - 1);
    state.propose(index, gaussian(random));
    if (state.change <= 0 || random.nextFloat() < exp(-state.change / (share * best))) state.accept();
    if (state.squaredError < best) {
      best = state.squaredError;
      bestBreakpoints.set(state.breakpoints);
    }
    if (move % movesPerCooling === 0) share *= cooling;
    if (move % interval === 0) history.push(state.squaredError);
  }
  state.restore(bestBreakpoints);
  state.descend();
  history.push(state.squaredError);
  return { breakpoints: [...state.breakpoints], squaredError: state.squaredError, history };
}

/** Nearly normal, of unit variance, from four uniform numbers: no tail beyond 3.5. */
function gaussian(random: SeededRandom): number {
  const sum = random.nextUint32() + random.nextUint32() + random.nextUint32() + random.nextUint32();
  return (sum * 2 ** -32 - 2) * 1.7320508075688772;
}

/** Breakpoints with their segments' errors, and one proposed move. */
class SegmentState {
  readonly breakpoints: Int32Array;
  squaredError = 0;
  /** What the proposed move adds to the error. */
  change = 0;
  readonly #curve: DeltaCurve;
  readonly #errors: Float64Array;
  readonly #line: GridLine = { slopeExponent: 0, intercept: 0, squaredError: 0 };
  #index = 0;
  #place = 0;
  #left = 0;
  #right = 0;

  constructor(curve: DeltaCurve, segments: number) {
    this.#curve = curve;
    this.breakpoints = Int32Array.from({ length: segments }, (_, i) => Math.floor((curve.last * (i + 1)) / segments));
    this.#errors = new Float64Array(segments);
    this.restore(this.breakpoints);
  }

  /** Takes over breakpoints and sums their errors anew. */
  restore(breakpoints: Int32Array): void {
    this.breakpoints.set(breakpoints);
    this.squaredError = 0;
    for (let i = 0; i < breakpoints.length; i++) {
      this.#errors[i] = this.#errorOf(this.#before(i), breakpoints[i]);
      this.squaredError += this.#errors[i];
    }
  }

  /** Proposes to move breakpoint `index` by `deviations` times half the room between its neighbours. */
  propose(index: number, deviations: number): void {
    if (index + 1 >= this.breakpoints.length) return;
    const low = this.#before(index) + 1;
    const high = this.breakpoints[index + 1] - 1;
    const step = Math.round(deviations * 0.5 * (high - low)) || (deviations < 0 ? -1 : 1);
    this.#tryPlace(index, Math.max(low, Math.min(high, this.breakpoints[index] + step)));
  }

  /** Makes the proposed move. */
  accept(): void {
    this.breakpoints[this.#index] = this.#place;
    this.#errors[this.#index] = this.#left;
    this.#errors[this.#index + 1] = this.#right;
    this.squaredError += this.change;
    this.change = 0;
  }

  /** Moves every breakpoint to its best place between its neighbours, over and over, until none gets better. */
  descend(): void {
    for (let improved = true; improved; ) {
      improved = false;
      for (let index = 0; index + 1 < this.breakpoints.length; index++) improved = this.#descendAt(index) || improved;
    }
  }

  #descendAt(index: number): boolean {
    let bestPlace = -1;
    let bestChange = -1e-9 * this.squaredError;
    for (let place = this.#before(index) + 1; place < this.breakpoints[index + 1]; place++) {
      this.#tryPlace(index, place);
      if (this.change < bestChange) {
        bestChange = this.change;
        bestPlace = place;
      }
    }
    if (bestPlace < 0) return false;
    this.#tryPlace(index, bestPlace);
    this.accept();
    return true;
  }

  #tryPlace(index: number, place: number): void {
    this.#index = index;
    this.#place = place;
    this.#left = this.#errorOf(this.#before(index), place);
    this.#right = this.#errorOf(place, this.breakpoints[index + 1]);
    this.change = this.#left + this.#right - this.#errors[index] - this.#errors[index + 1];
  }

  #before(index: number): number {
    return index === 0 ? -1 : this.breakpoints[index - 1];
  }

  #errorOf(before: number, end: number): number {
    this.#curve.fit(before, end, this.#line);
    return this.#line.squaredError;
  }
}
