import fc from "fast-check";
import type { Assembly } from "./assembly.ts";
import { arbiter } from "./arbiter.ts";
import { fork } from "./fork.ts";
import { sink } from "./sink.ts";
import { source } from "./source.ts";
import { stage } from "./stage.ts";

/** A random network of specimens: sources with chains of stages, merged by arbiters, a trunk, one sink or a fork and two. */
export interface Network {
  readonly assembly: Assembly;
  /** Items that each source sends. */
  readonly items: readonly number[];
  /** A cycle by which everything has arrived. */
  readonly end: number;
}

const wire = fc.record({ latency: fc.integer({ min: 1, max: 6 }), capacity: fc.integer({ min: 1, max: 6 }) });
const stageSpec = fc.record({ depth: fc.integer({ min: 0, max: 5 }), maximumService: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4 })), wire });
const chain = fc.array(stageSpec, { maxLength: 3 });
const branch = fc.record({ items: fc.integer({ min: 0, max: 40 }), maximumGap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })), chain, wire });
const spec = fc.record({
  branches: fc.array(branch, { minLength: 1, maxLength: 3 }),
  trunk: chain,
  isForked: fc.boolean(),
  service: fc.integer({ min: 1, max: 5 }),
  wires: fc.array(wire, { minLength: 8, maxLength: 8 }),
});

/** Random networks; shrinks to small ones. */
export const networks: fc.Arbitrary<Network> = spec.map(build);

type Spec = typeof spec extends fc.Arbitrary<infer T> ? T : never;
type Chain = Spec["trunk"];

/** Mutable lists of an assembly, and a seed per block. */
class Draft {
  readonly blocks: Assembly["blocks"][number][] = [];
  readonly links: Assembly["links"][number][] = [];

  add(name: string, kind: { readonly shape: unknown }, initial: Readonly<Record<string, number>>): void {
    this.blocks.push({ name, kind: kind as Assembly["blocks"][number]["kind"], initial });
  }

  /** Appends a chain after the out-port `from`; returns the out-port of its end. */
  extend(from: string, name: string, specs: Chain): string {
    let tail = from;
    for (const [index, { depth, maximumService, wire }] of specs.entries()) {
      const stageName = `${name}${index}`;
      this.add(stageName, stage, { depth, maximumService, random: 7919 * (this.blocks.length + 1) });
      this.links.push({ from: tail, to: `${stageName}.in`, ...wire });
      tail = `${stageName}.out`;
    }
    return tail;
  }
}

function build({ branches, trunk, isForked, service, wires }: Spec): Network {
  const draft = new Draft();
  let tail = "";
  for (const [index, { items, maximumGap, chain, wire }] of branches.entries()) {
    draft.add(`source${index}`, source, { items, origin: index, maximumGap, random: 104729 * (index + 1) });
    const end = draft.extend(`source${index}.out`, `branch${index}stage`, chain);
    if (index === 0) {
      tail = end;
      continue;
    }
    draft.add(`arbiter${index}`, arbiter, {});
    draft.links.push({ from: tail, to: `arbiter${index}.left`, ...wires[index]! }, { from: end, to: `arbiter${index}.right`, ...wire });
    tail = `arbiter${index}.out`;
  }
  tail = draft.extend(tail, "trunk", trunk);
  if (isForked) {
    draft.add("fork", fork, {});
    draft.add("oddSink", sink, { maximumService: service, random: 31337 });
    draft.links.push({ from: tail, to: "fork.in", ...wires[5]! }, { from: "fork.odd", to: "oddSink.in", ...wires[6]! });
    tail = "fork.even";
  }
  draft.add("sink", sink, { maximumService: service, random: 4242 });
  draft.links.push({ from: tail, to: "sink.in", ...wires[7]! });
  const total = branches.reduce((sum, { items, maximumGap }) => sum + items * (maximumGap + 1), 0);
  const count = branches.reduce((sum, { items }) => sum + items, 0);
  return { assembly: draft, items: branches.map(({ items }) => items), end: 200 + total + count * 16 };
}
