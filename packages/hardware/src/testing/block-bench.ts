import { MachineBuilder, declareBlock, defineBlock, type BlockDeclaration, type BlockKind, type ExactMode, type Kernel, type PortDeclaration } from "@lnsim/kernel";

/** Messages for an in-port: `count` of them, the first visible in cycle `at` >= 1, one a cycle; word 0 grows by `stride`. */
export interface Stimulus {
  readonly at: number;
  readonly words?: readonly number[];
  readonly count?: number;
  readonly stride?: number;
}

/** A message that left the block under test, by the cycle in which its receiver sees it. */
export interface Response {
  readonly cycle: number;
  readonly words: readonly number[];
}

/** One block between scripted senders and recording receivers. */
export interface Bench<D extends BlockDeclaration> {
  readonly kind: BlockKind<D>;
  readonly initial?: Readonly<Record<string, number>>;
  readonly attachment?: unknown;
  readonly inputs: Readonly<Record<string, readonly Stimulus[]>>;
  /** Latency of the links of out-ports; 1 where not given. */
  readonly latency?: Readonly<Record<string, number>>;
  readonly exact?: ExactMode;
  readonly cycles: number;
}

/** What the block did. */
export interface BenchResult {
  readonly responses: Readonly<Record<string, readonly Response[]>>;
  readonly activities: Readonly<Record<string, number>>;
  readonly counters: Readonly<Record<string, number>>;
}

/** Runs one block alone. */
export function runBench<D extends BlockDeclaration>(bench: Bench<D>): BenchResult {
  const builder = new MachineBuilder();
  const block = builder.add({ name: "block", kind: bench.kind as unknown as BlockKind, initial: bench.initial ?? {}, attachment: bench.attachment });
  const responses: Record<string, Response[]> = {};
  for (const [name, port] of Object.entries<PortDeclaration>(bench.kind.shape.declaration.ports ?? {})) {
    const capacity = 4096;
    if (port.direction === "in") {
      const source = builder.add({ name: `source of ${name}`, kind: sender(port, bench.inputs[name] ?? []) });
      builder.link({ from: [source, "out"], to: [block, name], latency: 1, capacity });
    } else {
      responses[name] = [];
      const sink = builder.add({ name: `sink of ${name}`, kind: receiver(port, responses[name]) });
      builder.link({ from: [block, name], to: [sink, "in"], latency: bench.latency?.[name] ?? 1, capacity });
    }
  }
  const kernel = builder.build({ mode: bench.exact ?? "burst" });
  kernel.run({ until: bench.cycles });
  const activities = kernel.activities(block).map(({ name, cycles }) => [name, cycles] as const);
  return { responses, activities: Object.fromEntries(activities), counters: kernel.counters(block) };
}

function sender(port: PortDeclaration, stimuli: readonly Stimulus[]): BlockKind {
  const shape = declareBlock({
    kind: "sender",
    ports: { out: { direction: "out", ...(port.words === undefined ? {} : { words: port.words }) } },
    activities: { run: { class: "work" } },
  });
  const wake = (kernel: Kernel, block: number) => {
    if (kernel.now > 0) return;
    for (const { at, words = [], count = 1, stride = 0 } of stimuli) kernel.sendRun(block, 0, at - 1, count, stride, ...(words as [number?, number?, number?, number?]));
  };
  return defineBlock(shape, wake) as unknown as BlockKind;
}

function receiver(port: PortDeclaration, log: Response[]): BlockKind {
  const words = Object.keys(port.words ?? {});
  const shape = declareBlock({
    kind: "receiver",
    ports: { in: { direction: "in", ...(port.words === undefined ? {} : { words: port.words }) } },
    activities: { run: { class: "work" } },
  });
  const wake = (kernel: Kernel, block: number) => {
    while (kernel.has(block, 0)) {
      log.push({ cycle: kernel.now, words: words.map((_, word) => kernel.peek(block, 0, word)) });
      kernel.pop(block, 0);
    }
  };
  return defineBlock(shape, wake) as unknown as BlockKind;
}

/** The cycles of all responses of a port. */
export function cyclesOf(result: BenchResult, port: string): readonly number[] {
  return result.responses[port]!.map(({ cycle }) => cycle);
}
