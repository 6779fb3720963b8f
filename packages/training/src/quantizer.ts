import type { NumberFormat, Reals, Rounding, RoundingMode } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import type { Arithmetic, ScalePolicy } from "./arithmetic.ts";
import type { QuantizedTensor } from "./quantized-tensor.ts";
import { countBeyond, largestMagnitude } from "./reals.ts";
import { spillOf, type StoredRounding } from "./stored-rounding.ts";

/** The rounding that goes with a mode; stochastic rounding gets the stream of its site. */
export function roundingOf(mode: RoundingMode, seed: number, site: string): Rounding {
  return mode === "stochastic" ? { mode, random: createRandom(seed, `rounding ${site}`) } : { mode };
}

/** What a quantizer is made from. */
export interface QuantizerSpec {
  readonly format: NumberFormat;
  readonly policy: ScalePolicy;
  readonly spill: NumberFormat | null;
  readonly rounding: Rounding;
}

/** Quantises one tensor of the network, step after step: it knows the tensor's earlier maximum. */
export class Quantizer {
  readonly format: NumberFormat;
  readonly #policy: ScalePolicy;
  readonly #spill: StoredRounding | null;
  readonly #rounding: Rounding;
  #previousMax = 0;
  /** Values that lay beyond a delayed scale so far. */
  clamps = 0;

  constructor({ format, policy, spill, rounding }: QuantizerSpec) {
    this.format = format;
    this.#policy = policy;
    this.#spill = spillOf(format, policy, spill);
    this.#rounding = rounding;
  }

  /** Fills `out` with the codes of `values`, which are rounded to the spill format in place where there is one. */
  quantize(values: Reals, out: QuantizedTensor): void {
    if (this.#spill !== null) this.#spill.round(values);
    out.max = this.format.scaled ? this.#scale(values) : 1;
    // A tensor of zeros has no scale to encode with: any will do.
    this.format.encode(values, out.max === 0 ? 1 : out.max, this.#rounding, out.codes);
    out.decodeFloats();
  }

  #scale(values: Reals): number {
    const max = largestMagnitude(values);
    if (this.#policy !== "delayed") return max;
    const scale = this.#previousMax > 0 ? 2 * this.#previousMax : max;
    this.#previousMax = max;
    if (max > scale) this.clamps += countBeyond(values, scale);
    return scale;
  }
}

/** The quantizer specification of one role of an arithmetic. */
export function roleSpec(arithmetic: Arithmetic, format: NumberFormat, rounding: Rounding): QuantizerSpec {
  return { format, policy: arithmetic.scalePolicy, spill: arithmetic.spill, rounding };
}
