import type { TensorUse, VectorStage } from "@lnsim/hardware";
import type { TraceOp } from "@lnsim/trace";
import type { StoredTensors } from "./stored-tensors.ts";

/** What a pass does with the result of its last op. */
export interface PassResult {
  readonly stages: readonly VectorStage[];
  readonly writes: readonly TensorUse[];
  /** Whether a pass of its own turns it into codes. */
  readonly isQuantisedBehind: boolean;
}

/**
 * Codes, values or both, as they are asked for. Codes need a pass of their own where the maximum is known only at the end
 * (the loss under current scales), where the result adds up in memory (a table's gradient), and where there are two other results.
 */
export function passResult(tensors: StoredTensors, last: TraceOp, sideResults: number): PassResult {
  const result = last.writes[0]!;
  const elements = tensors.elements(result);
  const { codes, spill } = tensors.forms(result);
  const statistics: readonly VectorStage[] = tensors.isNormalised(result) ? [{ operation: "statistics", elements }] : [];
  if (last.operator === "embedding" && last.pass === "dgrad") return tableGradient(tensors, result, last.elements!);
  if (!tensors.isScaled(result)) return { stages: statistics, writes: [tensors.codes(result)], isQuantisedBehind: false };
  const values = tensors.values(result);
  if (!codes) return { stages: statistics, writes: [values], isQuantisedBehind: false };
  if (waitsForScale(tensors, last)) return { stages: [...statistics, { operation: "maximum", elements }], writes: [values], isQuantisedBehind: true };
  if (spill && sideResults > 0) return { stages: statistics, writes: [values], isQuantisedBehind: true };
  return { stages: [...statistics, { operation: "quantise", elements }], writes: [tensors.codes(result), ...(spill ? [values] : [])], isQuantisedBehind: false };
}

function waitsForScale({ policy }: StoredTensors, { operator }: TraceOp): boolean {
  return operator === "loss" && policy.scalePolicy === "current";
}

/** Columns of a table are written as often as a token has them. */
function tableGradient(tensors: StoredTensors, result: string, elements: number): PassResult {
  const isScaled = tensors.isScaled(result);
  return { stages: isScaled ? [{ operation: "maximum", elements }] : [], writes: [{ ...tensors.values(result), elements }], isQuantisedBehind: isScaled };
}
