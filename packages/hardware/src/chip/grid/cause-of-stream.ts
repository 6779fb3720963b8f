import type { GridPlan } from "./plan.ts";
import { gridPeShape } from "./state.ts";

const { a: A } = gridPeShape.port;
const { NoC: NOC, transposer: TRANSPOSER } = gridPeShape.activity;

/** The activity of a PE that waits for an operand at a port: what limits its stream. */
export function causeOfStream(plan: GridPlan, port: number): number {
  return plan.transposes[port === A ? 0 : 1] === 1 ? TRANSPOSER : NOC;
}
