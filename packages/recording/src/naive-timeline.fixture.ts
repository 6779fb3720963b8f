import type { Kernel } from "@lnsim/kernel";
import { machineLayout } from "./machine-layout.ts";

/** What every block and link does in every cycle, as plain lists: slow, large, and hard to get wrong. */
export interface NaiveTimeline {
  readonly cycles: number;
  /** By block and cycle: the activity. */
  readonly activity: readonly (readonly number[])[];
  /** By block, counter and cycle: actions. */
  readonly counted: readonly (readonly (readonly number[])[])[];
  /** By block, note and cycle. */
  readonly noted: readonly (readonly (readonly number[])[])[];
  /** By link and cycle: messages sent, and on the link at the end. */
  readonly sent: readonly (readonly number[])[];
  readonly level: readonly (readonly number[])[];
  /** Cycles that end intervals of the blocks from `cutsFrom` on. */
  readonly cuts?: ReadonlySet<number>;
  readonly cutsFrom?: number;
}

/** Runs a kernel, one that skips nothing, and lists what it does. */
export function naiveTimeline(kernel: Kernel): NaiveTimeline {
  const { blocks, links } = machineLayout(kernel.machine);
  const changes: { readonly block: number; readonly activity: number; readonly cycle: number }[] = [];
  const notes: { readonly block: number; readonly note: number; readonly cycle: number }[] = [];
  const sends: { readonly link: number; readonly cycle: number; readonly n: number }[] = [];
  const pops: typeof sends = [];
  const growth: { readonly cycle: number; readonly values: readonly (readonly number[])[] }[] = [];
  const values = () => blocks.map(({ counters }, block) => counters.map((counter) => kernel.counters(block)[counter]!));
  kernel.observe({
    activity: (block, activity, _previous, cycle) => changes.push({ block, activity, cycle }),
    note: (block, note) => notes.push({ block, note, cycle: kernel.now }),
    send: ({ link, visibleAt, count }) => sends.push({ link, cycle: visibleAt - links[link]!.latencyCycles, n: count }),
    pop: (link, cycle, n) => pops.push({ link, cycle, n }),
    cycle: (cycle) => growth.push({ cycle, values: values() }),
  });
  kernel.run();
  const cycles = kernel.now;
  const zeros = () => new Array<number>(cycles).fill(0);
  const activity = blocks.map(zeros);
  for (const change of changes) activity[change.block]!.fill(change.activity, change.cycle);
  const noted = blocks.map((block) => block.notes.map(zeros));
  for (const { block, note, cycle } of notes) noted[block]![note]![cycle]! += 1;
  const ramps = (runs: typeof sends) => {
    const lists = links.map(zeros);
    for (const { link, cycle, n } of runs) for (let i = 0; i < n && cycle + i < cycles; i++) lists[link]![cycle + i]! += 1;
    return lists;
  };
  const sent = ramps(sends);
  const popped = ramps(pops);
  const counted = blocks.map((block) => block.counters.map(zeros));
  let before = blocks.map((block) => block.counters.map(() => 0));
  for (const { cycle, values: after } of growth) {
    for (const [block, list] of after.entries()) for (const [counter, value] of list.entries()) counted[block]![counter]![cycle] = value - before[block]![counter]!;
    before = after.map((list) => [...list]);
  }
  const level = sent.map((list, link) => {
    let sum = 0;
    return list.map((n, cycle) => (sum += n - popped[link]![cycle]!));
  });
  return { cycles, activity, counted, noted, sent, level };
}
