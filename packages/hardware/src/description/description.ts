import { machineWithDefaults, type MachineValues, type PartialMachineValues } from "./parameters.ts";

/** What the timing needs to know of a number format; every `NumberFormat` of the contracts without scales of vectors fits. */
export interface StoredFormat {
  /** Bits of one stored element, its share of a scale that neighbours have in common included. */
  readonly bits: number;
  /**
   * Bits of its code, as the multipliers take it, where vectors of neighbours have scales of their own: those are stored beside the
   * codes, and kept beside them in a PE. Left out where no vectors have.
   */
  readonly codeBits?: number;
  /** Whether values are stored relative to a scale, which has to be known before they can be stored. */
  readonly scaled: boolean;
}

/** The formats that tensors are stored in; they come from the run, not from the blocks. */
export interface StoredFormats {
  readonly weights: StoredFormat;
  readonly activations: StoredFormat;
  /** Gradients of activations. */
  readonly gradients: StoredFormat;
  readonly weightGradients: StoredFormat;
  /** The grid of the weight update: what a weight is between steps. */
  readonly update: StoredFormat;
  /** What results wait in until their scale is known. */
  readonly spill: StoredFormat;
  /** One number of optimizer state. */
  readonly state: StoredFormat;
}

/**
 * Where the scale of a result comes from: `current` reduces its maximum while the result is spilled and quantises it in a
 * second pass; `delayed` takes the previous step's, and `oracle` is told, so that the PPU stores codes at the drain.
 */
export type ScalePolicy = "current" | "delayed" | "oracle";

/** One PE with its memory, and what it stores. */
export interface PeDescription extends MachineValues {
  readonly formats: StoredFormats;
  readonly scalePolicy: ScalePolicy;
  /** Width of one partial sum in the collector. */
  readonly accumulatorBits: number;
}

/** The formats of the reference PE: LNS8 with a 16-bit update grid, BF16 spills and BF16 state. */
const referenceFormats: StoredFormats = Object.freeze({
  weights: Object.freeze({ bits: 8, scaled: true }),
  activations: Object.freeze({ bits: 8, scaled: true }),
  gradients: Object.freeze({ bits: 8, scaled: true }),
  weightGradients: Object.freeze({ bits: 8, scaled: true }),
  update: Object.freeze({ bits: 16, scaled: true }),
  spill: Object.freeze({ bits: 16, scaled: false }),
  state: Object.freeze({ bits: 16, scaled: false }),
});

/** What {@link describePe} is given; everything left out is as in the reference PE. */
export interface PeOptions extends PartialMachineValues {
  readonly formats?: Partial<StoredFormats>;
  readonly scalePolicy?: ScalePolicy;
  readonly accumulatorBits?: number;
}

/** The reference PE with some of its parameters changed; call {@link checkDescription} on values from outside. */
export function describePe(options: PeOptions = {}): PeDescription {
  return {
    ...machineWithDefaults(options),
    formats: { ...referenceFormats, ...options.formats },
    scalePolicy: options.scalePolicy ?? "current",
    accumulatorBits: options.accumulatorBits ?? 24,
  };
}
