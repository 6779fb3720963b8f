import type { StepShape, TraceOp } from "@lnsim/trace";
import type { RunResult } from "../result/run-result.ts";

type Untimed = NonNullable<RunResult["cycles"]>["untimed"];

/** Layers that the PPU applies to what passes through it, at no cycles of their own. */
const fused: readonly TraceOp["operator"][] = ["relu", "leaky-relu", "flatten"];

/** The work of a step that the machine does not time yet: everything but matrix products, loss and update. */
export function untimedWork({ ops }: StepShape): Untimed {
  const sums = new Map<string, { operator: string; pass: string; ops: number; elements: number }>();
  for (const { operator, pass, gemms, elements } of ops) {
    if (gemms !== undefined || operator === "loss" || operator === "update" || fused.includes(operator)) continue;
    const key = `${operator} ${pass}`;
    const sum = sums.get(key) ?? { operator, pass, ops: 0, elements: 0 };
    sums.set(key, { ...sum, ops: sum.ops + 1, elements: sum.elements + (elements ?? 0) });
  }
  return [...sums.values()];
}
