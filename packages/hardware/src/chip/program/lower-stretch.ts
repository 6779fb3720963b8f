import { passes } from "../../workload/pass.ts";
import type { TensorUse, UpdateOp, VectorOp } from "../../workload/operation.ts";
import { tensorsOf } from "../../workload/tensors-of.ts";
import { storedBits } from "../../vector/pass-bits.ts";
import { vectorSteps } from "../../vector/steps.ts";
import type { ChipDescription } from "../machine/description.ts";
import type { Lowering, LoweredOp } from "./lowering.ts";
import { chunkElements, readRegions, stretchJobs, stretchTraffic, unused, type Stretch } from "./stretch.ts";
import { variants, type Region, type RegionTraffic } from "./tile-op.ts";

/** Cuts elementwise work into chunks that stream through the global buffer: what is read per element, then what is written. */
export function lowerStretch({ description, places, number }: Lowering, op: UpdateOp | VectorOp): LoweredOp {
  const { reads, writes } = tensorsOf(op);
  const stretch = stretchOf(description, op);
  const chunk = chunkElements(stretch, description.globalBuffer.sizeBytes);
  const jobs = new Int32Array(variants).fill(-1);
  for (const [variant, job] of stretchJobs(stretch, passes.indexOf(op.pass), chunk)) jobs[variant] = number(job);
  const place = ({ name }: TensorUse, bits: number): RegionTraffic => stretchTraffic(stretch, chunk, { name, base: places.get(name) ?? 0, bits });
  const traffic: Record<Region, RegionTraffic> = { a: unused, b: unused, p: unused, o: place(writes[0]!, stretch.writeBits) };
  for (const [index, tensor] of reads.entries()) traffic[readRegions[index]!] = place(tensor, stretch.readBits[index]!);
  return { trips: [Math.ceil(stretch.elements / chunk), 1, 1], order: [0, 1, 2], products: 1, traffic, jobs, spills: false, tilesBetweenSpills: 0 };
}

function stretchOf({ formats }: ChipDescription, op: UpdateOp | VectorOp): Stretch {
  const { reads, writes } = tensorsOf(op);
  const perElement = (tensor: TensorUse) => (storedBits(formats, tensor.storedAs) * tensor.elements) / op.elements;
  return {
    elements: op.elements,
    unit: op.kind === "update" ? "update" : "ppu",
    operations: vectorSteps(op),
    readBits: reads.map(perElement),
    writeBits: writes.reduce((sum, tensor) => sum + perElement(tensor), 0),
  };
}
