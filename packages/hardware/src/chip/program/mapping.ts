import { mapGemm, pinnedChoice, type GemmProblem, type Hierarchy, type MappingChoice, type Sizes, type StashedOperands } from "@lnsim/dataflow";
import type { GemmOp } from "../../workload/operation.ts";
import { partialSumsStart } from "../grid/partial-sums-start.ts";
import type { ComputeArray, GemmJob } from "../job/job.ts";
import type { ChipDescription } from "../machine/description.ts";
import { tileBufferBytes } from "../stash/plan-stash.ts";
import { jobOfAnyTile } from "./gemm-problem.ts";
import type { Lowering } from "./lowering.ts";

/** The mapping of a product: the one that is pinned for it, or the best that the mapper finds. */
export function chooseMapping(lowering: Lowering, op: GemmOp, problem: GemmProblem): MappingChoice {
  const { description, array, pins, mapped } = lowering;
  const stashed = stashedOperands(lowering, op);
  const hierarchy = { ...hierarchyOf(description, array, op, problem), ...(stashed.length > 0 && { stash: { operands: stashed, ...stashRate(description) } }) };
  const pin = pins.pinFor(op);
  if (pin !== undefined) return pinnedChoice(problem, hierarchy, pin.mapping, pin.path);
  const key = JSON.stringify([problem, op.pass, stashed]);
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
    globalBufferBytes: tileBufferBytes(globalBuffer),
    memoryBytesPerCycle: sustainedBytesPerCycle(description),
    turnaroundCycles: turnaroundCycles(description),
    tileCycles: (sizes) => tileCycles({ description, array, op, problem }, sizes),
    granule: granuleOf(description),
    energyPjPerByte: { memory: picojoulesPerByte[dram.kind], globalBuffer: globalBufferPjPerByte },
  };
}

/** Operands of a product that stay in the stash. */
function stashedOperands({ stashed }: Lowering, { a, b, mask, out }: GemmOp): StashedOperands["operands"] {
  const uses = { a, b, mask, out };
  return (["a", "b", "mask", "out"] as const).filter((operand) => stashed.has(uses[operand]?.name ?? ""));
}

/** All banks at once; orders take their way, and the first word comes late. */
function stashRate({ globalBuffer }: ChipDescription): Omit<StashedOperands, "operands"> {
  const { banks, bankBytes, latencyCycles } = globalBuffer;
  return { bytesPerCycle: banks * bankBytes, turnaroundCycles: messageCycles + latencyCycles };
}

interface MappedProduct {
  readonly description: ChipDescription;
  readonly array: ComputeArray;
  readonly op: GemmOp;
  readonly problem: GemmProblem;
}

/** What a job of this size is likely to take: a bound that is close, and, of all tiles of k but the first, what partial sums take to come. */
function tileCycles({ description, array, op, problem }: MappedProduct, sizes: Sizes): number {
  const job = jobOf({ description, op, problem }, sizes);
  const cycles = array.lowerBound(job);
  if (job.readsPartialSums === 0 || description.array.kind === "systolic") return cycles;
  return cycles + Math.round(partialSumsStart({ ...description, mode: "skip" }, job) * (1 - sizes.k / problem.k));
}

/** Bytes per cycle of all channels together. */
export function memoryBytesPerCycle({ dram, clock }: Pick<ChipDescription, "dram" | "clock">): number {
  return (dram.channels * dram.bytesPerNs) / clock.gigahertz;
}

/** The same less the time of refreshes. */
function sustainedBytesPerCycle(description: ChipDescription): number {
  const { tRefiNs, tRfcNs } = description.dram;
  return memoryBytesPerCycle(description) * (1 - Math.min(0.9, tRfcNs / tRefiNs));
}

/** Messages between sequencer, engine, channel and array, from the end of a job to the start of one on a tile that is loaded in its place. */
const messageCycles = 6;

/** The way of orders, a row that is opened and read, its end reported; and what a transfer that lies in few channels takes longer. */
function turnaroundCycles({ dram, clock }: ChipDescription): number {
  const channel = (dram.interleaveBytes / dram.bytesPerNs) * (1 - 1 / dram.channels);
  return messageCycles + Math.ceil((dram.tRcdNs + dram.tClNs + dram.controllerNs + channel) * clock.gigahertz);
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

/** A job of this size, without what does not change a bound; where k is cut one in the midst of it. */
function jobOf({ description, op, problem }: Omit<MappedProduct, "array">, sizes: Sizes): GemmJob {
  const isCut = sizes.k < problem.k ? 1 : 0;
  return { ...jobOfAnyTile(description, problem, op), ...sizes, readsPartialSums: isCut, writesPartialSums: isCut, maskBits: problem.maskBits, drain: 0 };
}
