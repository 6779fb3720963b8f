import type { StepShape } from "@lnsim/trace";
import type { RunResult } from "../result/run-result.ts";
import { untimedOps } from "./lower-step.ts";

type Untimed = NonNullable<RunResult["cycles"]>["untimed"];

/** The work of a step that the machine does not time yet, summed by operator and pass. */
export function untimedWork(shape: StepShape): Untimed {
  const sums = new Map<string, { operator: string; pass: string; ops: number; elements: number }>();
  for (const { operator, pass, elements = 0 } of untimedOps(shape)) {
    const key = `${operator} ${pass}`;
    const sum = sums.get(key) ?? { operator, pass, ops: 0, elements: 0 };
    sums.set(key, { ...sum, ops: sum.ops + 1, elements: sum.elements + elements });
  }
  return [...sums.values()];
}
