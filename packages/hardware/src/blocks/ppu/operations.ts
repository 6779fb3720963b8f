/** What the PPU can be asked to do per element. */
export type PpuOperation = "drain" | "activate" | "reduce" | "quantise" | "requantise" | "lossSpilled" | "lossQuantised";

/** An action of the PPU, by its key in the action catalogue. */
export type PpuAction = "scale" | "activate" | "maximum" | "quantise" | "exponential" | "divide";

/** One line of the table of PPU operations. */
export interface PpuOperationEntry {
  readonly description: string;
  /** Actions per element. */
  readonly actions: { readonly [action in PpuAction]?: number };
  /** Parameters that limit it, one step after the other, in elements per cycle; none: it rides on a drain. */
  readonly rates: readonly ("width" | "exponentialsPerCycle" | "dividesPerCycle")[];
}

/**
 * Every operation of the PPU: its actions per element and its throughput. Bytes in and out per element follow from the
 * formats: a drain reads nothing and writes a code or a spilled value; `requantise` reads the spill format and writes
 * a code; the loss reads the spill format and writes a spilled gradient or its code.
 */
export const ppuOperations: { readonly [operation in PpuOperation]: PpuOperationEntry } = {
  drain: { description: "Turn an accumulator into a scaled real and add the bias.", actions: { scale: 1 }, rates: [] },
  activate: { description: "Apply the non-linearity at the drain.", actions: { activate: 1 }, rates: [] },
  reduce: { description: "Keep the maximum of the results on the way out.", actions: { maximum: 1 }, rates: [] },
  quantise: { description: "Turn a result into a code at the drain.", actions: { quantise: 1 }, rates: [] },
  requantise: { description: "Turn a spilled result into a code in a second pass.", actions: { quantise: 1 }, rates: ["width"] },
  lossSpilled: {
    description: "Softmax and cross-entropy; the gradients are spilled and their maximum is kept.",
    actions: { maximum: 2, exponential: 1, divide: 1 },
    rates: ["width", "exponentialsPerCycle", "dividesPerCycle"],
  },
  lossQuantised: {
    description: "Softmax and cross-entropy; the gradients leave as codes.",
    actions: { maximum: 1, exponential: 1, divide: 1, quantise: 1 },
    rates: ["width", "exponentialsPerCycle", "dividesPerCycle"],
  },
};
