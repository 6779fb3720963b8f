import { outermostBytes, type RunResult } from "@lnsim/simulator";

type OpCycles = NonNullable<RunResult["cycles"]>["byOp"][number];

/** Operations of equal figures: layers of one shape. */
export interface AlikeOps {
  /** One of them, the first of the step. */
  readonly op: OpCycles;
  readonly count: number;
  /** Of all of them. */
  readonly cycles: number;
  /** To and from the outermost memory, of one of them. */
  readonly bytes: number;
}

/** The operations of a step, those together that differ in nothing but their name; the costliest first. */
export function alikeOps(ops: readonly OpCycles[]): readonly AlikeOps[] {
  const groups = new Map<string, AlikeOps>();
  for (const op of ops) {
    const { pass, cycles, macs, bound, lowerBound, traffic } = op;
    const bytes = outermostBytes(traffic);
    const key = JSON.stringify([pass, cycles, macs, bound, lowerBound, bytes]);
    const known = groups.get(key) ?? { op, count: 0, cycles: 0, bytes };
    groups.set(key, { ...known, count: known.count + 1, cycles: known.cycles + cycles });
  }
  return [...groups.values()].toSorted((a, b) => b.cycles - a.cycles);
}
