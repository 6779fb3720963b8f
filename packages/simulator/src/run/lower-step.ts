import type { Op } from "@lnsim/hardware";
import type { StepShape, TraceOp } from "@lnsim/trace";

/**
 * The ops of a step as the hardware is asked for them. What the trace calls an activation becomes a non-linearity of
 * the PPU; a result that no matrix product reads (the logits) stays in the spill format.
 */
export function lowerStep(shape: StepShape, stateSlots: number): Op[] {
  const operands = new Set(shape.ops.flatMap(({ gemm, a, b }) => (gemm === undefined ? [] : [a, b])));
  return shape.ops.map((op) => lowerOp(op, stateSlots, operands));
}

function lowerOp(op: TraceOp, stateSlots: number, operands: ReadonlySet<string | undefined>): Op {
  const { id, name, after, pass } = op;
  const elements = op.elements ?? 0;
  switch (pass) {
    case "loss":
      return { kind: "loss", id, name, after, pass, elements };
    case "update":
      return { kind: "update", id, name, after, pass, elements, stateSlots };
    default: {
      const isOnlyForLoss = pass === "fprop" && op.out !== undefined && !operands.has(op.out);
      const activation = op.activation !== undefined && op.activation !== "none";
      return { kind: "gemm", id, name, after, pass, ...op.gemm!, activation, output: isOnlyForLoss ? "spill" : "codes" };
    }
  }
}
