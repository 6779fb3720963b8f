import { passes } from "../../workload/pass.ts";
import type { TensorUse, UpdateOp, VectorOp } from "../../workload/operation.ts";
import { tensorsOf } from "../../workload/tensors-of.ts";
import { storedBits } from "../../vector/pass-bits.ts";
import { vectorSteps } from "../../vector/steps.ts";
import type { ChipDescription } from "../machine/description.ts";
import type { Lowering, LoweredOp } from "./lowering.ts";
import { tileBufferBytes } from "../stash/plan-stash.ts";
import { chunkElements, readRegions, stretchJobs, stretchTraffic, unused, type MovedTensors, type Stretch } from "./stretch.ts";
import { variants, type Region, type RegionTraffic } from "./tile-op.ts";

/** Cuts elementwise work into chunks that stream through the global buffer: what is read per element, then what is written. */
export function lowerStretch(lowering: Lowering, op: UpdateOp | VectorOp): LoweredOp {
  const { description, number } = lowering;
  const { reads, writes } = tensorsOf(op);
  const stretch = stretchOf(description, op);
  const chunk = chunkElements(stretch, tileBufferBytes(description.globalBuffer));
  const jobs = new Int32Array(variants).fill(-1);
  for (const [variant, job] of stretchJobs(stretch, passes.indexOf(op.pass), chunk)) jobs[variant] = number(job);
  const moved = (uses: readonly TensorUse[]): RegionTraffic => stretchTraffic(stretch, chunk, movedTensors(lowering, op, uses), description.globalBuffer);
  const traffic: Record<Region, RegionTraffic> = { a: unused, b: unused, p: unused, o: moved(writes) };
  for (const [index, tensor] of reads.entries()) traffic[readRegions[index]!] = moved([tensor]);
  return { trips: [Math.ceil(stretch.elements / chunk), 1, 1], order: [0, 1, 2], products: 1, traffic, jobs, spills: false, tilesBetweenSpills: 0 };
}

function stretchOf(description: ChipDescription, op: UpdateOp | VectorOp): Stretch {
  const { reads, writes } = tensorsOf(op);
  const perElement = (tensor: TensorUse) => bitsPerElement(description, op, tensor);
  return {
    elements: op.elements,
    unit: op.kind === "update" ? "update" : "ppu",
    operations: vectorSteps(op),
    readBits: reads.map(perElement),
    writeBits: writes.reduce((sum, tensor) => sum + perElement(tensor), 0),
  };
}

function bitsPerElement({ formats }: ChipDescription, op: UpdateOp | VectorOp, { storedAs, elements }: TensorUse): number {
  return (storedBits(formats, storedAs) * elements) / op.elements;
}

/** Where tensors lie that move together. */
function movedTensors({ description, places, stashed }: Lowering, op: UpdateOp | VectorOp, uses: readonly TensorUse[]): MovedTensors {
  const inMemory = uses.filter(({ name }) => !stashed.has(name));
  const { name } = inMemory[0] ?? uses[0]!;
  return {
    name,
    base: inMemory.length === 0 ? 0 : (places.get(name) ?? 0),
    memoryBits: inMemory.reduce((sum, use) => sum + bitsPerElement(description, op, use), 0),
    stashBits: uses.filter((use) => stashed.has(use.name)).map((use) => bitsPerElement(description, op, use)),
  };
}
