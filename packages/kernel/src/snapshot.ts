import type { Kernel } from "./kernel.ts";

/**
 * Everything that decides a kernel's future and its statistics, between two cycles. Plain data; treat it as opaque. What was
 * noted is a log, not a part of it: going back drops what was noted since.
 */
export interface Snapshot {
  readonly cycle: number;
  readonly events: number;
  readonly fastForwardedCycles: number;
  readonly stopCycle: number;
  /** Position of the epoch. */
  readonly position: number;
  /** Copies of the kernel's arrays, in the order of {@link arrays}. */
  readonly arrays: readonly (Float64Array | Int32Array)[];
  /** Wakes of the heap as (cycle, block) pairs. */
  readonly far: readonly number[];
}

/** The arrays that change while a kernel runs. */
function arrays(kernel: Kernel): (Float64Array | Int32Array)[] {
  const { links, ledger, wheel } = kernel;
  return [
    kernel.state,
    ledger.current,
    ledger.since,
    ledger.cycles,
    links.records,
    links.entries,
    links.frees,
    links.pops,
    links.filled,
    kernel.woken,
    wheel.records,
    kernel.skips.numbers,
  ];
}

/** Copies the kernel's state. */
export function takeSnapshot(kernel: Kernel): Snapshot {
  return {
    cycle: kernel.now,
    events: kernel.events,
    fastForwardedCycles: kernel.fastForwardedCycles,
    stopCycle: kernel.stopCycle,
    position: kernel.position,
    arrays: arrays(kernel).map((array) => array.slice()),
    far: kernel.wheel.far.list(),
  };
}

/** Puts the kernel where the snapshot was taken. @throws Error when it is of another machine. */
export function restoreSnapshot(kernel: Kernel, snapshot: Snapshot): void {
  const targets = arrays(kernel);
  const fits = targets.length === snapshot.arrays.length && targets.every((target, index) => target.length === snapshot.arrays[index]!.length);
  if (!fits) throw new Error("the snapshot is of another machine");
  for (const [index, target] of targets.entries()) target.set(snapshot.arrays[index]!);
  kernel.now = snapshot.cycle;
  kernel.events = snapshot.events;
  kernel.fastForwardedCycles = snapshot.fastForwardedCycles;
  kernel.stopCycle = snapshot.stopCycle;
  kernel.position = snapshot.position;
  kernel.markedAt = -1;
  kernel.notes.dropFrom(snapshot.cycle);
  kernel.wheel.far.clear();
  for (let index = 0; index < snapshot.far.length; index += 2) kernel.wheel.far.push(snapshot.far[index]!, snapshot.far[index + 1]!);
}
