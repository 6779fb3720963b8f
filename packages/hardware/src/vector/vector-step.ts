/** What a PPU (or, "update", the weight-update unit) does to an element. Each has a rate in elements per cycle. */
export type VectorAction = "pass" | "scale" | "add" | "multiply" | "maximum" | "activate" | "exponential" | "divide" | "reciprocalRoot" | "quantise" | "update";

/** One action of a pass: how often per element. */
export interface VectorStep {
  readonly action: VectorAction;
  readonly perElement: number;
}
