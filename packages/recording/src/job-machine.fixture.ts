import { type Kernel, MachineBuilder, declareBlock, defineBlock } from "@lnsim/kernel";

/** A job after a wait. */
export interface Turn {
  readonly wait: number;
  readonly job: number;
}

const shape = declareBlock({
  kind: "array",
  state: { turn: "value", isWorking: "value" },
  nests: { rounds: { lookAhead: 1 } },
  activities: { idle: { class: "idle" }, job: { class: "work" }, memory: { class: "stall", cause: "memory" } },
  counters: ["job0", "job1", "job2"],
  notes: { over: {} },
});
const { turn: TURN, isWorking: IS_WORKING } = shape.slot;

/** What the block runs: `rounds` times all turns; a job takes `cycles[job]`. */
interface Program {
  readonly turns: readonly Turn[];
  readonly rounds: number;
  readonly cycles: readonly number[];
}

function wake(kernel: Kernel, block: number, base: number): void {
  const { turns, rounds, cycles } = kernel.attachment(block) as Program;
  const { state, now } = kernel;
  if (now === 0) kernel.enterNest(block, shape.nest.rounds, rounds);
  if (state[base + IS_WORKING] === 1) {
    state[base + IS_WORKING] = 0;
    state[base + TURN] = (state[base + TURN]! + 1) % turns.length;
    if (state[base + TURN] === 0) {
      kernel.iterate(block, shape.nest.rounds, 1);
      if (kernel.remaining(block, shape.nest.rounds) === 0) return stop(kernel, block);
      kernel.markBoundary(block, shape.nest.rounds);
    }
    const { wait } = turns[state[base + TURN]!]!;
    if (wait > 0) {
      kernel.setActivity(block, wait % 2 === 0 ? shape.activity.idle : shape.activity.memory);
      return kernel.wakeAt(block, now + wait);
    }
  }
  const { job } = turns[state[base + TURN]!]!;
  state[base + IS_WORKING] = 1;
  kernel.setActivity(block, shape.activity.job);
  kernel.count(block, [shape.counter.job0, shape.counter.job1, shape.counter.job2][job]!, 1);
  kernel.wakeAt(block, now + cycles[job]!);
}

function stop(kernel: Kernel, block: number): void {
  kernel.setActivity(block, shape.activity.idle);
  kernel.stopAt(kernel.now + 3);
}

const kind = defineBlock(shape, wake);

/** An outer machine that runs jobs 0 to 2. */
export function jobMachine(program: Program, mode: "skip" | "burst"): Kernel {
  const builder = new MachineBuilder();
  builder.add({ name: "array", kind, attachment: program } as never);
  return builder.build({ mode });
}
