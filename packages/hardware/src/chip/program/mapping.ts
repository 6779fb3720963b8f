import { mapGemm, pinnedChoice, type GemmProblem, type Hierarchy, type MappingChoice, type Sizes } from "@lnsim/dataflow";
import { passes } from "../../workload/pass.ts";
import type { GemmOp } from "../../workload/operation.ts";
import type { ComputeArray } from "../job/job.ts";
import type { ChipDescription } from "../machine/description.ts";
import { isTransposed } from "./gemm-problem.ts";
import type { Lowering } from "./lowering.ts";

/** The mapping of a product: the one that is pinned for it, or the best that the mapper finds. */
export function chooseMapping(lowering: Lowering, op: GemmOp, problem: GemmProblem): MappingChoice {
  const { description, array, pins, mapped } = lowering;
  const hierarchy = hierarchyOf(description, array, op, problem);
  const pin = pins.pinFor(op);
  if (pin !== undefined) return pinnedChoice(problem, hierarchy, pin.mapping, pin.path);
  const key = JSON.stringify([problem, op.pass]);
  let choice = mapped.get(key);
  if (choice === undefined) {
    choice = mapGemm(problem, hierarchy, { ...description.mapping, dataflow: description.dataflow });
    mapped.set(key, choice);
  }
  return choice;
}

/** What the mapper knows of the machine. */
export function hierarchyOf(description: ChipDescription, array: ComputeArray, op: GemmOp, problem: GemmProblem): Hierarchy {
  const { globalBuffer, dram } = description;
  return {
    globalBufferBytes: globalBuffer.sizeBytes,
    memoryBytesPerCycle: memoryBytesPerCycle(description),
    tileCycles: (sizes) => array.lowerBound(jobOf(op, problem, sizes)),
    granule: granuleOf(description),
    energyPjPerByte: { memory: picojoulesPerByte[dram.kind], globalBuffer: globalBufferPjPerByte },
  };
}

/** Bytes per cycle of all channels together. */
export function memoryBytesPerCycle({ dram, clock }: ChipDescription): number {
  return (dram.channels * dram.bytesPerNs) / clock.gigahertz;
}

/**
 * Energy of a byte to or from DRAM, for ranking mappings only: 3.9 and 8 pJ a bit (O'Connor et al., MICRO 2017, for HBM2
 * and LPDDR4), 15 for DDR4 (judged between those and 70 for DDR3, Malladi et al., ISCA 2012).
 */
const picojoulesPerByte = { hbm2: 31.2, ddr4: 120, lpddr4: 64 } as const;

/** Of a byte of the global buffer: 208 pJ per 32 B from 1 MB at 45 nm (CACTI 7). */
const globalBufferPjPerByte = 6.5;

function granuleOf({ array, pe, collector, grid }: ChipDescription): Sizes {
  if (array.kind === "systolic") return { m: array.columns, n: array.rows, k: 1 };
  return { m: pe.lanes * grid.rows, n: collector.depth * grid.columns, k: pe.vectorSize };
}

/** A job of this size, without what does not change a lower bound. */
function jobOf(op: GemmOp, problem: GemmProblem, sizes: Sizes) {
  return {
    kind: "gemm",
    pass: passes.indexOf(op.pass),
    ...sizes,
    bitsA: problem.a.bits,
    bitsB: problem.b.bits,
    bitsOut: problem.bitsOut,
    readsPartialSums: 0,
    writesPartialSums: 0,
    transposesA: isTransposed(problem.a),
    transposesB: isTransposed(problem.b),
    maskBits: problem.maskBits,
    drain: 0,
  } as const;
}
