import type { ActionCount } from "../../timing/machine-timing.ts";
import { passes } from "../../workload/pass.ts";
import type { ComputeArray } from "../job/job.ts";
import type { Chip } from "../machine/build-chip.ts";
import type { ChipProgram } from "../program/program.ts";
import { sumJobs } from "./job-sums.ts";
import { shareOut } from "./share-out.ts";

/** Actions of the outer machine: block and counter, and what they are counted as. */
const outerActions = [
  { blocks: "channels", counter: "readBursts", block: "dram", action: "readBurst" },
  { blocks: "channels", counter: "writeBursts", block: "dram", action: "writeBurst" },
  { blocks: "channels", counter: "activates", block: "dram", action: "activate" },
  { blocks: "loadEngine", counter: "words", block: "globalBuffer", action: "write" },
  { blocks: "storeEngine", counter: "words", block: "globalBuffer", action: "read" },
  { blocks: "stash", counter: "readWords", block: "stash", action: "read" },
  { blocks: "stash", counter: "writtenWords", block: "stash", action: "write" },
] as const;

/** Every action of a run that happened, by pass; `cycles`: of each pass, which refreshes are shared out by. */
export function chipActions(array: ComputeArray, program: ChipProgram, chip: Chip, cycles: readonly number[]): readonly ActionCount[] {
  const counts = new Map<string, ActionCount>();
  const add = (block: string, action: string, pass: number, count: number): void => {
    if (count === 0) return;
    const key = `${block} ${action} ${pass}`;
    counts.set(key, { block, action, pass: passes[pass]!, count: (counts.get(key)?.count ?? 0) + count });
  };
  for (const op of program.ops) {
    const sums = sumJobs(array, op, chip.runner);
    for (const [index, { block, action }] of array.actions.entries()) add(block, action, op.pass, sums.counts[index]!);
  }
  for (const { blocks, counter, block, action } of outerActions) {
    for (const number of [chip.blocks[blocks] ?? []].flat()) {
      const counters = chip.kernel.counters(number);
      for (const [pass, name] of passes.entries()) add(block, action, pass, counters[`${counter}.${name}`]!);
    }
  }
  const refreshes = chip.blocks.channels.reduce((sum, channel) => sum + chip.kernel.counters(channel)["refreshes"]!, 0);
  for (const [pass, count] of shareOut(cycles, refreshes).entries()) add("dram", "refresh", pass, count);
  return [...counts.values()];
}

/** What one count of a block's counter stands for: an action of the outer machine, or all that a job of the array does. */
export function actionsCounted(array: ComputeArray, program: ChipProgram, chip: Chip, counted: { readonly block: number; readonly counter: string }): readonly ActionCount[] {
  const { block, counter } = counted;
  if (block === chip.blocks.array) return actionsOfJob(array, program, chip, Number(/^job(\d+)$/.exec(counter)?.[1] ?? NaN));
  const isChannel = chip.blocks.channels.includes(block);
  if (isChannel && counter === "refreshes") return [{ block: "dram", action: "refresh", pass: "fprop", count: 1 }];
  return outerActions.flatMap((outer) => {
    const pass = passes.find((name) => counter === `${outer.counter}.${name}`);
    if (pass === undefined || ![chip.blocks[outer.blocks] ?? []].flat().includes(block)) return [];
    return [{ block: outer.block, action: outer.action, pass, count: 1 }];
  });
}

function actionsOfJob(array: ComputeArray, program: ChipProgram, { runner }: Chip, job: number): readonly ActionCount[] {
  const pass = passes[program.jobs[job]?.pass ?? NaN];
  if (pass === undefined) return [];
  const { counts } = runner.taken(job);
  return array.actions.map(({ block, action }, index) => ({ block, action, pass, count: counts[index]! })).filter(({ count }) => count > 0);
}
