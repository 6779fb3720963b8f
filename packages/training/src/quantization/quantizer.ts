import type { NumberFormat, Reals, Rounding, RoundingMode } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import type { ScalePolicy, ScaleRule } from "../arithmetic.ts";
import { streamState, type StateData, type StateRegistry, type Stateful } from "../checkpoint.ts";
import { countBeyond } from "../reals.ts";
import { groupMaxima } from "./group-maxima.ts";
import type { Groups } from "./grouping.ts";
import type { QuantizedOperand } from "./quantized-operand.ts";
import { ontoScaleGrid } from "./scale-grid.ts";

/** The rounding that goes with a mode; stochastic rounding gets the stream of its site. */
export function roundingOf(mode: RoundingMode, { seed, site, state }: RoundingSite): Rounding {
  if (mode !== "stochastic") return { mode };
  const random = createRandom(seed, `rounding ${site}`);
  state.add(`rounding ${site}`, streamState(random));
  return { mode, random };
}

/** Whose rounding it is, and where its stream is kept from step to step. */
export interface RoundingSite {
  readonly seed: number;
  readonly site: string;
  readonly state: StateRegistry;
}

/** What a quantizer is made from. */
export interface QuantizerSpec {
  /** The tensor, for diagnostics. */
  readonly name: string;
  readonly format: NumberFormat;
  readonly grid: ScaleRule["grid"];
  readonly policy: ScalePolicy;
  readonly rounding: Rounding;
}

/** Told of every tensor that was quantised while it listens; must not change anything. */
export type QuantizerProbe = (name: string, values: Reals, out: QuantizedOperand) => void;

/** Quantises one tensor of the network, step after step: it knows the earlier maxima of its groups. */
export class Quantizer implements Stateful {
  readonly name: string;
  readonly format: NumberFormat;
  readonly rounding: Rounding;
  readonly #grid: ScaleRule["grid"];
  readonly #policy: ScalePolicy;
  /** Values that lay beyond a delayed scale so far. */
  clamps = 0;
  /** Largest magnitudes of the groups in the step before; null before the first step. */
  previous: Float64Array | null = null;
  probe: QuantizerProbe | null = null;
  #maxima = new Float64Array(0);

  constructor({ name, format, grid, policy, rounding }: QuantizerSpec) {
    this.name = name;
    this.format = format;
    this.rounding = rounding;
    this.#grid = grid;
    this.#policy = policy;
  }

  /** Fills `out` with the codes and tops of `values`. */
  quantize(values: Reals, out: QuantizedOperand): void {
    if (this.format.scaled) this.#scale(values, out.groups, out.tops);
    out.encode(values, this.rounding);
    if (this.probe !== null) this.probe(this.name, values, out);
  }

  save(): StateData {
    return { clamps: this.clamps, previous: this.previous?.slice() ?? null };
  }

  restore({ clamps, previous }: StateData): void {
    this.clamps = clamps as number;
    this.previous = (previous as Float64Array | null)?.slice() ?? null;
  }

  #scale(values: Reals, groups: Groups, tops: Float64Array): void {
    if (this.#maxima.length !== groups.count) this.#maxima = new Float64Array(groups.count);
    const maxima = this.#maxima;
    groupMaxima(values, groups, maxima);
    if (this.#policy !== "delayed") return this.#writeTops(maxima, tops);
    this.#delay(maxima, tops);
    this.#writeTops(tops, tops);
    for (let group = 0; group < groups.count; group++) {
      if (maxima[group] > tops[group]) this.clamps += countBeyond(values, groups, group, tops[group]);
    }
  }

  /** Twice what the group had in the step before; its own maximum where it had nothing, or other groups. */
  #delay(maxima: Float64Array, tops: Float64Array): void {
    const { previous } = this;
    const isKnown = previous !== null && previous.length === maxima.length;
    for (let group = 0; group < maxima.length; group++) {
      tops[group] = isKnown && previous[group] > 0 ? 2 * previous[group] : maxima[group];
    }
    if (isKnown) previous.set(maxima);
    else this.previous = maxima.slice();
  }

  #writeTops(largest: Float64Array, tops: Float64Array): void {
    const { format } = this;
    let tensorLargest = 0;
    for (let group = 0; group < largest.length; group++) if (largest[group] > tensorLargest) tensorLargest = largest[group];
    for (let group = 0; group < largest.length; group++) {
      const own = format.topOf === undefined ? largest[group] : format.topOf(largest[group], tensorLargest);
      tops[group] = ontoScaleGrid(own, this.#grid);
    }
  }
}
