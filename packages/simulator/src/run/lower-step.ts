import type { GemmOp, Op } from "@lnsim/hardware";
import type { StepShape, TraceOp } from "@lnsim/trace";
import { fusedActivations } from "./fused-activations.ts";

/**
 * The ops of a step as the hardware is asked for them: every matrix product of its own, the loss, the updates. A ReLU
 * right behind a product is done by the PPU on the way; other work between products is left out (see
 * {@link untimedOps}), and what waits for it waits for what it waits for.
 */
export function lowerStep(shape: StepShape, stateSlots: number): Op[] {
  const operands = new Set(shape.ops.flatMap(({ gemms, reads }) => (gemms === undefined ? [] : reads)));
  const fused = fusedActivations(shape.ops);
  const ops: Op[] = [];
  const lowered = new Map<number, readonly number[]>();
  for (const op of shape.ops) {
    const after = [...new Set(op.after.flatMap((id) => lowered.get(id)!))];
    const first = ops.length;
    const base = { id: first, name: op.name, after };
    if (op.pass === "loss" || op.pass === "update") ops.push(lowerElements(op, base, stateSlots));
    const activation = fused.get(op.id);
    const result = activation?.writes[0] ?? op.writes[0];
    const output = op.pass === "wgrad" || result === undefined || operands.has(result) ? "codes" : "spill";
    ops.push(...lowerProducts(op, base, { activation: activation !== undefined, output }));
    const own = Array.from({ length: ops.length - first }, (_, i) => first + i);
    lowered.set(op.id, own.length > 0 ? own : after);
  }
  return ops;
}

/** The ops that the machine is not asked for: neither products, loss and updates nor a ReLU that the PPU does on the way. */
export function untimedOps(shape: StepShape): readonly TraceOp[] {
  const fused = new Set([...fusedActivations(shape.ops).values()].map(({ id }) => id));
  return shape.ops.filter(({ id, gemms, pass }) => gemms === undefined && pass !== "loss" && pass !== "update" && !fused.has(id));
}

type Base = Pick<Op, "id" | "name" | "after">;

function lowerElements({ pass, elements = 0 }: TraceOp, base: Base, stateSlots: number): Op {
  if (pass !== "loss") return { kind: "update", ...base, pass: "update", elements, stateSlots };
  const logits = { name: "logits", elements, storedAs: "spill" } as const;
  const gradient = { name: "logits.grad", elements, storedAs: "gradients" } as const;
  return { kind: "vector", ...base, pass, stages: [{ operation: "loss", elements }, { operation: "quantise", elements }], elements, reads: [logits], writes: [gradient] };
}

function lowerProducts({ gemms = [], pass }: TraceOp, base: Base, result: Pick<GemmOp, "activation" | "output">): readonly GemmOp[] {
  if (pass === "loss" || pass === "update") return [];
  const products = gemms.flatMap(({ m, n, k, count }) => Array.from({ length: count }, () => ({ m, n, k })));
  return products.map((sizes, i) => ({
    kind: "gemm",
    ...base,
    id: base.id + i,
    name: products.length === 1 ? base.name : `${base.name}[${i}]`,
    pass,
    ...sizes,
    ...result,
  }));
}
