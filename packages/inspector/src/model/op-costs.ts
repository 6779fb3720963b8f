import type { RecordedOp } from "@lnsim/recording";
import type { OpOrder } from "../state/view-state.ts";
import { lanesOf } from "./cells.ts";
import { firstCause, workCategory } from "./palette.ts";
import type { Study } from "./study.ts";

/** An op with what some blocks did in its cycles. */
export interface OpCost {
  readonly op: RecordedOp;
  /** Its place in the step. */
  readonly index: number;
  readonly cycles: number;
  /** Shares of each category. */
  readonly shares: Float64Array;
  readonly work: number;
  readonly stalls: number;
}

/** Every op with its costs, in the order wanted: most cycles, most stalled cycles, or as they came. */
export function opCosts(study: Study, blocks: readonly number[], order: OpOrder): readonly OpCost[] {
  const { ops } = study.recording;
  if (ops.length === 0) return [];
  const edges = Float64Array.from([ops[0].from, ...ops.map(({ to }) => to)]);
  const [lane] = lanesOf(study, [blocks], edges);
  const costs = ops.map((op, index): OpCost => {
    const shares = Float64Array.from({ length: lane.categories }, (_, category) => (lane.totals[index] === 0 ? 0 : lane.cycles[index * lane.categories + category] / lane.totals[index]));
    const stalls = shares.slice(firstCause).reduce((sum, share) => sum + share, 0);
    return { op, index, cycles: op.to - op.from, shares, work: shares[workCategory], stalls };
  });
  if (order === "time") return costs;
  const weight = ({ cycles, stalls }: OpCost): number => (order === "cycles" ? cycles : cycles * stalls);
  return costs.toSorted((a, b) => weight(b) - weight(a) || a.index - b.index);
}
