import { defineBlock, type BlockKind, type Kernel } from "@lnsim/kernel";
import type { JobRunner } from "./job-runner.ts";
import { computeActivityNames, computePort, computeSlot, declareCompute, firstJobCounter } from "./state.ts";

const working = computeActivityNames.indexOf("job");
/** What a job without another one behind it is followed by for a cycle, until the sequencer says what is waited for. */
const awaiting = computeActivityNames.indexOf("memory");
const { until: UNTIL, isWorking: IS_WORKING } = computeSlot;

function wake(kernel: Kernel, block: number, base: number): void {
  const { state, now } = kernel;
  if (state[base + IS_WORKING] === 1) {
    if (now < state[base + UNTIL]!) return goOn(kernel, block, base);
    state[base + IS_WORKING] = 0;
    if (!kernel.has(block, computePort.order)) kernel.setActivity(block, awaiting);
  }
  while (state[base + IS_WORKING] === 0 && kernel.has(block, computePort.order)) takeOrder(kernel, block, base);
}

/** A job begins as soon as the one before is over; its end is known from the start. */
function takeOrder(kernel: Kernel, block: number, base: number): void {
  const job = kernel.peek(block, computePort.order, 0);
  kernel.pop(block, computePort.order);
  if (job < 0) return kernel.setActivity(block, -1 - job);
  const timing = (kernel.attachment(block) as JobRunner).timing(job);
  kernel.state[base + IS_WORKING] = 1;
  kernel.state[base + UNTIL] = kernel.now + timing.cycles;
  kernel.setActivity(block, working);
  kernel.sendAfter(block, computePort.done, timing.cycles - 1);
  kernel.count(block, firstJobCounter + job, 1);
  goOn(kernel, block, base);
}

/** Wakes at the end of the job, or in every cycle of it where nothing is to be done at once. */
function goOn(kernel: Kernel, block: number, base: number): void {
  kernel.wakeAt(block, kernel.now + kernel.burst(kernel.state[base + UNTIL]! - kernel.now));
}

const kinds = new Map<number, BlockKind>();

/** The array of a program of this many jobs; its attachment is a `JobRunner`. */
export function computeBlock(jobs: number): BlockKind {
  let kind = kinds.get(jobs);
  if (kind === undefined) {
    kind = defineBlock(declareCompute(jobs), wake);
    kinds.set(jobs, kind);
  }
  return kind;
}
