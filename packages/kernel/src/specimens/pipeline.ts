import fc from "fast-check";
import type { Assembly } from "./assembly.ts";
import { compute } from "./compute.ts";
import { doubleBuffer } from "./double-buffer.ts";
import { drain } from "./drain.ts";
import { memory } from "./memory.ts";

/** Sizes of a double-buffered pipeline: memory -> double buffer -> compute -> drain. */
export interface PipelineSpec {
  readonly rounds: number;
  readonly tiles: number;
  readonly beats: number;
  readonly lastBeats: number;
  readonly slices: number;
  readonly sliceCycles: number;
  readonly outputs: number;
  readonly interval: number;
  readonly accessLatency: number;
  readonly data: { readonly latency: number; readonly capacity: number };
  readonly result: { readonly latency: number; readonly capacity: number };
  readonly controlLatency: number;
  /** Cycles after the release of a bank in which none starts to fill. */
  readonly turnaround: number;
}

const wire = fc.record({ latency: fc.integer({ min: 1, max: 9 }), capacity: fc.integer({ min: 1, max: 12 }) });

/** Random pipelines whose loops are long enough to settle. */
export const pipelines: fc.Arbitrary<PipelineSpec> = fc
  .record({
    rounds: fc.integer({ min: 1, max: 12 }),
    tiles: fc.integer({ min: 1, max: 60 }),
    beats: fc.integer({ min: 1, max: 20 }),
    lastBeats: fc.integer({ min: 1, max: 20 }),
    slices: fc.integer({ min: 1, max: 12 }),
    sliceCycles: fc.integer({ min: 1, max: 10 }),
    outputs: fc.integer({ min: 1, max: 8 }),
    interval: fc.integer({ min: 1, max: 3 }),
    accessLatency: fc.integer({ min: 0, max: 300 }),
    data: wire,
    result: wire,
    controlLatency: fc.integer({ min: 1, max: 5 }),
    turnaround: fc.integer({ min: 0, max: 4 }),
  })
  .map((spec) => ({ ...spec, lastBeats: Math.min(spec.lastBeats, spec.beats) }));

/** The pipeline as blocks and links. */
export function pipeline(spec: PipelineSpec): Assembly {
  const { rounds, tiles, beats, lastBeats, slices, sliceCycles, outputs, interval } = spec;
  const control = { latency: spec.controlLatency, capacity: 3 };
  const blocks = [
    { name: "memory", kind: memory, initial: { rounds, tiles, beats, lastBeats, accessLatency: spec.accessLatency } },
    { name: "buffer", kind: doubleBuffer, initial: { rounds, tiles, beats, lastBeats, turnaround: spec.turnaround } },
    { name: "compute", kind: compute, initial: { rounds, tiles, slices, sliceCycles, outputs } },
    { name: "drain", kind: drain, initial: { total: rounds * tiles * outputs, interval } },
  ];
  return {
    blocks: blocks as unknown as Assembly["blocks"],
    links: [
      { from: "memory.data", to: "buffer.data", ...spec.data },
      { from: "buffer.full", to: "compute.full", ...control },
      { from: "compute.release", to: "buffer.release", ...control },
      { from: "compute.result", to: "drain.result", ...spec.result },
    ],
  };
}
