import type { Codes, NumberFormat, Reals } from "@lnsim/contracts";
import type { Groups } from "./quantization/grouping.ts";
import { GroupCodec } from "./quantization/group-codec.ts";

/** Stored codes on view. */
export interface ObservedCodes {
  readonly codes: Codes;
  readonly format: NumberFormat;
  /** The magnitude of the top code; the largest one where groups have their own. */
  readonly max: number;
  /** Which elements share a scale, and what the top code stands for in each group; null where all share one. */
  readonly groups: { readonly groups: Groups; readonly tops: Float64Array } | null;
}

/** A tensor of a training step, as it is the moment it is finished. */
export interface ObservedTensor {
  /** As the trace names it: "input", "fc1.weight", "relu1.out", "fc1.out.grad", "fc1.weight.grad", "fc1.bias.grad". */
  readonly name: string;
  /** W, A, E, G; "update" after the weight update; "logits" and "bias gradient" are not quantised. */
  readonly role: "W" | "A" | "E" | "G" | "update" | "logits" | "bias gradient";
  /** Number of the step, from 1. */
  readonly step: number;
  /** Layout in memory, row-major: A and E features x columns (but the input of vectors: batch x features), W and G as the weights. */
  readonly rows: number;
  readonly columns: number;
  /** Null for what is not quantised. */
  readonly stored: ObservedCodes | null;
  /** The real values, where they are not quantised. */
  readonly values: Reals | null;
}

/** Called with every finished tensor of a training step; the arrays are the run's own and valid during the call only. */
export type TensorObserver = (tensor: ObservedTensor) => void;

/** The values of an observed tensor, decoded where they are codes. */
export function observedValues({ stored, values }: ObservedTensor): Float64Array {
  if (stored === null) return Float64Array.from(values!);
  const out = new Float64Array(stored.codes.length);
  if (stored.groups === null) stored.format.decode(stored.codes, stored.max, out);
  else new GroupCodec(stored.format, stored.groups.groups).decode(stored.codes, stored.groups.tops, out);
  return out;
}
