import type { VectorJob } from "../job/job.ts";
import type { PeGridDescription } from "./description.ts";
import { flitsOf, packetsOf } from "./packets.ts";
import { passCycles, passChunkElements } from "./plan-pass.ts";

/** Cycles that a pass cannot be faster than: see `lowerBound`. */
export function passBound(description: PeGridDescription, job: VectorJob): number {
  const { grid, globalBuffer, noc } = description;
  const unit = job.unit === "ppu" ? description.ppu : description.update;
  const flits = flitsOf(description);
  const most = Math.ceil(job.elements / (grid.rows * grid.columns));
  const least = Math.floor(job.elements / (grid.rows * grid.columns));
  const size = passChunkElements(description, job);
  const overChunks = (elements: number, of: (chunk: number) => number): number => {
    if (elements === 0) return 0;
    const chunks = Math.ceil(elements / size);
    return (chunks - 1) * of(size) + of(elements - (chunks - 1) * size);
  };
  const packetsIn = (elements: number): number => overChunks(elements, (chunk) => packetsOf(description, chunk * job.readBits));
  const packetsOut = (elements: number): number => overChunks(elements, (chunk) => Math.max(1, packetsOf(description, chunk * job.writeBits)));
  const first = packetsOf(description, Math.min(most, size) * job.readBits);
  const head = first === 0 ? 0 : globalBuffer.latencyCycles + first * flits - 1 + noc.hopCycles;
  const tail = unit.latencyCycles + noc.hopCycles + flits;
  const work = overChunks(most, (chunk) => passCycles(description, job, chunk));
  const row = (grid.columns - 1) * packetsIn(least) + packetsIn(most);
  const column = (grid.rows - 1) * packetsOut(least) + packetsOut(most);
  const banks = grid.rows * grid.columns * (packetsIn(least) + packetsOut(least));
  const way = row === 0 ? 0 : globalBuffer.latencyCycles + row * flits - 1 + noc.hopCycles;
  return Math.max(head + work + tail, way + tail, (column - 1) * flits + tail, Math.ceil(banks / globalBuffer.banks));
}
