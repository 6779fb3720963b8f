import type { Codes, NumberFormat, Reals } from "@lnsim/contracts";

/** A tensor of a training step, as it is the moment it is finished. */
export interface ObservedTensor {
  /** As the trace names it: "input", "fc1.weight", "fc1.out", "fc1.out.grad", "fc1.weight.grad", "fc1.bias.grad". */
  readonly name: string;
  /** W, A, E, G; "update" after the weight update; "logits" and "bias gradient" are not quantised. */
  readonly role: "W" | "A" | "E" | "G" | "update" | "logits" | "bias gradient";
  /** Number of the step, from 1. */
  readonly step: number;
  /** Layout in memory, row-major. A: features x batch (but the input: batch x features), E: outputs x batch, G: inputs x outputs. */
  readonly rows: number;
  readonly columns: number;
  /** The stored codes, their format and the magnitude of the top code; null for what is not quantised. */
  readonly stored: { readonly codes: Codes; readonly format: NumberFormat; readonly max: number } | null;
  /** The real values, where they are not quantised. */
  readonly values: Reals | null;
}

/** Called with every finished tensor of a training step; the arrays are the run's own and valid during the call only. */
export type TensorObserver = (tensor: ObservedTensor) => void;
