import type { BlockTiming } from "../../timing/machine-timing.ts";
import type { OpTally } from "./op-tally.ts";

/** The lives of the array and of the vector unit over a step of `cycles` cycles. */
export function systolicBlocks(tallies: readonly OpTally[], cycles: number): readonly BlockTiming[] {
  const products = (of: (timing: NonNullable<OpTally["product"]>) => number): number => tallies.reduce((sum, { product, count }) => (product === null ? sum : sum + count * of(product)), 0);
  const fill = products(({ fillCycles }) => fillCycles);
  const multiply = products(({ multiplyCycles }) => multiplyCycles);
  const drain = products(({ drainCycles }) => drainCycles);
  const passes = tallies.reduce((sum, { product, cycles: own }) => (product === null ? sum + own : sum), 0);
  return [
    {
      block: "array",
      activities: [
        { name: "multiply", class: "work", cycles: multiply },
        { name: "fill", class: "stall", cause: "fill", cycles: fill },
        { name: "drain", class: "stall", cause: "drain", cycles: drain },
        { name: "idle", class: "idle", cycles: cycles - fill - multiply - drain },
      ],
    },
    {
      block: "vectorUnit",
      activities: [
        { name: "pass", class: "work", cycles: passes },
        { name: "idle", class: "idle", cycles: cycles - passes },
      ],
    },
  ];
}
