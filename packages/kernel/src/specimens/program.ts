import fc from "fast-check";
import { windowKeys } from "../epochs/window-keys.ts";
import type { Assembly } from "./assembly.ts";
import { type ProgramOp, conductor } from "./conductor.ts";
import { refreshedMemory } from "./refreshed-memory.ts";
import { worker } from "./worker.ts";

/** A program for a machine of a conductor, a memory and a worker. */
export interface ProgramSpec {
  /** The different ops, and which of them the program consists of. */
  readonly shapes: readonly ProgramOp[];
  readonly ops: readonly number[];
  /** Tiles fetched ahead of those that are done. */
  readonly ahead: number;
  readonly latency: number;
  readonly span: number;
  /** Cycles from refresh to refresh, 0 for none, and of each. */
  readonly interval: number;
  readonly pause: number;
  /** Whether the worker counts bursts at their beginning: what it has counted in the middle of one is then no matter of the machine alone. */
  readonly isEager?: boolean;
}

const shapes = fc.array(
  fc.record({ tiles: fc.integer({ min: 1, max: 40 }), cycles: fc.integer({ min: 1, max: 30 }), bytes: fc.integer({ min: 1, max: 20 }), start: fc.constantFrom(0, 4, 32) }),
  { minLength: 1, maxLength: 3 },
);

/** Random programs whose ops repeat in random patterns. */
export const programs: fc.Arbitrary<ProgramSpec> = fc
  .record({
    shapes,
    pattern: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 6 }),
    repeats: fc.integer({ min: 1, max: 8 }),
    tail: fc.array(fc.nat({ max: 2 }), { maxLength: 6 }),
    ahead: fc.integer({ min: 1, max: 3 }),
    latency: fc.integer({ min: 1, max: 4 }),
    span: fc.constantFrom(1, 16, 48),
    interval: fc.constantFrom(0, 0, 60, 97, 128, 1000),
    pause: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ pattern, repeats, tail, ...spec }) => ({
    ...spec,
    ops: [...Array.from({ length: repeats }, () => pattern).flat(), ...tail].map((shape) => shape % spec.shapes.length),
  }));

/** Tiles are fetched and handed on for ops at most this far behind the one at work. */
export const lookup = { before: 0, behind: 4 } as const;

/** The machine and its program; keys of another window than {@link lookup} may be untrue. */
export function program({ shapes: list, ops, ahead, latency, span, interval, pause, isEager = false }: ProgramSpec, window = lookup as { readonly before: number; readonly behind: number }): Assembly {
  const blocks = [
    { name: "conductor", kind: conductor, initial: { ahead }, attachment: ops.map((shape) => list[shape]!) },
    { name: "memory", kind: refreshedMemory, initial: { span, interval, pause } },
    { name: "worker", kind: worker, initial: { since: Infinity, isEager: isEager ? 1 : 0 } },
  ];
  return {
    blocks: blocks as unknown as Assembly["blocks"],
    links: [
      { from: "conductor.fetch", to: "memory.fetch", latency, capacity: 4 },
      { from: "memory.fetched", to: "conductor.fetched", latency: 1, capacity: 4 },
      { from: "conductor.work", to: "worker.work", latency: 1, capacity: 4 },
      { from: "worker.worked", to: "conductor.worked", latency, capacity: 4 },
    ],
    addressSpan: span,
    epochKeys: windowKeys(ops, window),
  };
}
