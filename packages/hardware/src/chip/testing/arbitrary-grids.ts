import fc from "fast-check";
import { machineWithDefaults } from "../../description/parameters.ts";
import type { GemmJob, VectorJob } from "../job/job.ts";
import type { PeGridDescription } from "../grid/description.ts";

/** A description of a grid before it is said how exactness is reached. */
export type AnyGrid = Omit<PeGridDescription, "mode">;

/** A grid of any shape, behind a network and banks that may be the limit of everything. */
function grids(): fc.Arbitrary<AnyGrid> {
  return fc
    .record({
      pe: fc.record({ lanes: fc.constantFrom(1, 2, 4, 8), vectorSize: fc.constantFrom(1, 2, 4, 8) }),
      depth: fc.constantFrom(1, 2, 3, 8),
      drain: fc.constantFrom("overlapped" as const, "serial" as const),
      vectorMac: fc.record({ latencyCycles: fc.integer({ min: 1, max: 12 }), accumulateLatencyCycles: fc.constantFrom(1, 1, 2, 9) }),
      portA: fc.constantFrom(32, 100, 512),
      portB: fc.constantFrom(16, 77, 256),
      slices: fc.tuple(fc.constantFrom(1, 2, 3, 10), fc.constantFrom(1, 2, 3, 10)),
      unit: fc.record({ latencyCycles: fc.integer({ min: 2, max: 9 }), chunkElements: fc.constantFrom(3, 16), chunks: fc.constantFrom(1, 4) }),
      ppu: fc.record({ width: fc.constantFrom(1, 4, 16), maskTiles: fc.constantFrom(1, 2, 8), exponentialsPerCycle: fc.constantFrom(1, 4) }),
      staging: fc.constantFrom(1, 2, 9),
      grid: fc.record({ rows: fc.integer({ min: 1, max: 4 }), columns: fc.integer({ min: 1, max: 4 }) }),
      noc: fc.record({ linkBytes: fc.constantFrom(2, 8, 64), hopCycles: fc.constantFrom(1, 1, 3), multicast: fc.boolean(), queuePackets: fc.constantFrom(1, 2, 5) }),
      globalBuffer: fc.record({ banks: fc.constantFrom(1, 2, 3, 8, 16), bankBytes: fc.constantFrom(1, 8, 16, 64), latencyCycles: fc.constantFrom(1, 2, 7) }),
    })
    .map(({ pe, depth, drain, vectorMac, portA, portB, slices, unit, ppu, staging, grid, noc, globalBuffer }) => ({
      ...machineWithDefaults({
        pe,
        vectorMac,
        grid,
        noc,
        globalBuffer,
        collector: { depth, drain },
        bufferA: { portBits: portA, sizeBytes: pe.lanes * pe.vectorSize * 4 * slices[0] },
        bufferB: { portBits: portB, sizeBytes: depth * pe.vectorSize * 4 * slices[1] },
        ppu: { ...ppu, ...unit, stagingRows: depth * staging },
        update: unit,
      }),
      accumulatorBits: 24,
    }));
}

/** A matrix product of up to `groups` groups of everything per row and column of the grid; of some, A is rounded on load. */
function gemmJobs({ pe, collector, grid }: AnyGrid, groups: number): fc.Arbitrary<GemmJob> {
  const flag = fc.constantFrom(0 as const, 1 as const);
  return fc.record({
    kind: fc.constant("gemm" as const),
    pass: fc.constant(0),
    m: fc.integer({ min: 1, max: groups * pe.lanes * grid.rows }),
    n: fc.integer({ min: 1, max: groups * collector.depth * grid.columns }),
    k: fc.integer({ min: 1, max: 4 * groups * pe.vectorSize }),
    bitsA: fc.constantFrom(4, 8, 16),
    bitsB: fc.constantFrom(4, 8, 16),
    bitsOut: fc.constantFrom(8, 16),
    readsPartialSums: flag,
    writesPartialSums: flag,
    transposesA: flag,
    transposesB: flag,
    maskBits: fc.constantFrom(0, 8),
    drain: fc.integer({ min: 0, max: 15 }),
  }).map((job): GemmJob => (job.drain % 3 === 0 ? { ...job, memoryBitsA: 2 * job.bitsA } : job));
}

/** A pass over up to `elements` elements. */
function passJobs(elements: number): fc.Arbitrary<VectorJob> {
  return fc.record({
    kind: fc.constant("vector" as const),
    pass: fc.constant(0),
    elements: fc.integer({ min: 1, max: elements }),
    unit: fc.constantFrom("ppu" as const, "update" as const),
    readBits: fc.constantFrom(0, 8, 40),
    writeBits: fc.constantFrom(0, 16, 48),
    operations: fc.constantFrom(
      [{ action: "pass", perElement: 1 } as const, { action: "multiply", perElement: 2 } as const],
      [{ action: "pass", perElement: 2 } as const, { action: "exponential", perElement: 1 } as const],
    ),
  });
}

/** A grid and a few jobs that it runs one after the other. */
export function gridCases(): fc.Arbitrary<readonly [AnyGrid, readonly (GemmJob | VectorJob)[]]> {
  return grids().chain((grid) => fc.tuple(fc.constant(grid), fc.array(fc.oneof({ weight: 3, arbitrary: gemmJobs(grid, 3) }, passJobs(300)), { minLength: 1, maxLength: 3 })));
}
