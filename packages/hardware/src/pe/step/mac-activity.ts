import { vectorMacActivities, vectorMacActivityNames, type VectorMacActivity } from "../blocks/vector-mac/state.ts";
import type { Pe } from "../machine/build-pe.ts";
import type { MacActivity } from "./timing.ts";

/** Cycles of the vector MAC by activity, in the order of its activities. */
export type SpentCycles = readonly number[];

/** Cycles of the vector MAC between the retirements of the ops, from its records; an op that ends the run has none of its own. */
export function spentPerOp(pe: Pe, retiredAt: readonly number[]): readonly SpentCycles[] {
  const { kernel, blocks } = pe;
  const counters = kernel.counters(blocks.vectorMac);
  const total = kernel.activities(blocks.vectorMac).map(({ cycles }) => cycles);
  let before: SpentCycles = total.map(() => 0);
  return retiredAt.map((cycle, op) => {
    const until = cycle === kernel.now ? total : vectorMacActivityNames.map((name) => counters[`op${op}.${name}`]!);
    const spent = until.map((cycles, index) => cycles - before[index]!);
    before = until;
    return spent;
  });
}

/** Sorts cycles by activity into work, stalls by cause, and idle. */
export function macActivity(spent: SpentCycles): MacActivity {
  const stallCycles: { [cause in VectorMacActivity]?: number } = {};
  let workCycles = 0;
  let idleCycles = 0;
  for (const [index, name] of vectorMacActivityNames.entries()) {
    const cycles = spent[index]!;
    const { class: kind } = vectorMacActivities[name];
    if (kind === "work") workCycles += cycles;
    else if (kind === "idle") idleCycles += cycles;
    else if (cycles > 0) stallCycles[name] = cycles;
  }
  return { workCycles, stallCycles, idleCycles };
}

/** Several stretches together. */
export function sumSpent(parts: readonly SpentCycles[]): SpentCycles {
  return vectorMacActivityNames.map((_, index) => parts.reduce((sum, part) => sum + part[index]!, 0));
}
