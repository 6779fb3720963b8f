import { unitCycles } from "../../vector/unit-cycles.ts";
import type { VectorJob } from "../job/job.ts";
import { dealOut } from "./deal-out.ts";
import type { PeGridDescription } from "./description.ts";
import { GridPlan } from "./plan.ts";

/** Plans a pass: elements over all PEs, chunks of half of what a unit may have on its way or waiting. */
export function planPass(description: PeGridDescription, job: VectorJob): GridPlan {
  const { grid } = description;
  const unit = job.unit === "ppu" ? description.ppu : description.update;
  const elements = Float64Array.from(dealOut(job.elements, grid.rows * grid.columns));
  const chunkElements = passChunkElements(description, job);
  const plan = new GridPlan();
  const chunks = elements.map((share) => Math.ceil(share / chunkElements));
  Object.assign(plan, {
    isVector: 1,
    gridColumns: grid.columns,
    rowGroups: new Int32Array(grid.rows),
    columnGroups: new Int32Array(grid.columns),
    elements,
    chunkElements,
    chunkCycles: passCycles(description, job, chunkElements),
    lastCycles: elements.map((share, pe) => passCycles(description, job, share - (chunks[pe]! - 1) * chunkElements)),
    readBits: job.readBits,
    writeBits: job.writeBits,
    unitLatency: unit.latencyCycles,
    results: chunks.reduce((sum, count) => sum + count, 0),
  });
  plan.credit.set([0, 0, 2]);
  return plan;
}

/** Elements of a whole chunk: half of what a unit may have on its way or waiting. */
export function passChunkElements(description: PeGridDescription, job: VectorJob): number {
  const unit = job.unit === "ppu" ? description.ppu : description.update;
  return unit.chunkElements * Math.max(1, Math.floor(unit.chunks / 2));
}

/** Cycles that a unit works on a chunk, at least one. */
export function passCycles({ ppu, update }: PeGridDescription, job: VectorJob, elements: number): number {
  if (job.unit === "update") return Math.max(1, Math.ceil(elements / update.elementsPerCycle));
  return Math.max(1, unitCycles(ppu, job.operations, elements));
}
