import type { GemmJob, Job, VectorJob } from "../job/job.ts";
import { streamKinds, streamRecord } from "../noc/layout.ts";
import type { Grid } from "./build-grid.ts";
import type { GridCounters } from "./read-counters.ts";
import { gridPeShape, phases } from "./state.ts";

/**
 * The invariants of every job, beside those of the kernel (activities tile every block's life): multiply-accumulates are those of
 * the product, issued slots useful plus padding; every result, or partial sum, left once and was written; what the PEs used is what the streams
 * delivered, and what they read that over the fan-out plus over-fetch; nothing is left in flight.
 *
 * @throws Error naming the count and both numbers: a bug of the simulator.
 */
export function checkJob(grid: Grid, job: Job, counters: GridCounters): void {
  if (job.kind === "gemm") checkGemm(grid, job, counters);
  else checkPass(job, counters);
  checkStreams(grid, counters);
  checkLeftovers(grid);
}

function same(what: string, counted: number, expected: number): void {
  if (counted !== expected) throw new Error(`${what}: ${counted} counted, ${expected} expected`);
}

function checkGemm({ context }: Grid, job: GemmJob, { pes }: GridCounters): void {
  const { plan } = context;
  const { m, n, k } = job;
  same("multiply-accumulates", pes.macs, m * n * k);
  const lanes = Math.ceil(m / plan.lanes) * plan.lanes;
  const terms = Math.ceil(k / plan.vectorSize) * plan.vectorSize;
  const paddedLanes = (lanes - m) * n * terms;
  const paddedTerms = m * n * (terms - k);
  same("issued slots", pes.slots, m * n * k + paddedLanes + paddedTerms);
  same("results that left", pes.results, m * n);
  same("partial sums that came", pes.partialsIn, job.readsPartialSums === 1 ? m * n : 0);
  same("rows that left the collector", pes.rowsOut, Math.ceil(m / plan.lanes) * n);
}

function checkPass(job: VectorJob, { pes }: GridCounters): void {
  same("elements of the pass", pes.elements, job.elements);
}

/** Per kind of stream: bytes delivered are those that the PEs used; bytes read are those of the transfers, in whole packets. */
function checkStreams({ context }: Grid, { pes, packets, bytes, delivered, packetsWritten }: GridCounters): void {
  const { layout, packetBytes } = context;
  if (packetsWritten * packetBytes < pes.bytesOut) throw new Error(`${packetsWritten} packets written for ${pes.bytesOut} bytes of results`);
  const used = [pes.bytesA, pes.bytesB, pes.bytesP];
  for (const [name, kind] of Object.entries(streamKinds)) {
    if (kind === streamKinds.out) continue;
    const sum = (counts: Float64Array): number => {
      let total = 0;
      for (let stream = 0; stream < counts.length; stream++) if (layout.kind[stream] === kind) total += counts[stream]!;
      return total;
    };
    same(`bytes of ${name} that were delivered`, sum(delivered), used[kind]!);
    if (sum(packets) * packetBytes < sum(bytes)) throw new Error(`${sum(packets)} packets of ${name} read for ${sum(bytes)} bytes`);
  }
}

function checkLeftovers({ kernel, context, pes }: Grid): void {
  const { layout, slots, base, block } = context;
  same("transfers of results to come", kernel.remaining(block, slots.results), 0);
  for (let stream = 0; stream < layout.streams; stream++) {
    same(`packets of stream ${stream} in flight`, kernel.state[base + stream * streamRecord.size + streamRecord.left]!, 0);
    if (stream < layout.readStreams) same(`transfers of stream ${stream} to come`, kernel.remaining(block, slots.loops + stream * 3), 0);
  }
  for (const pe of pes) {
    same("phase of a PE", kernel.state[kernel.base(pe) + gridPeShape.slot.phase]!, phases.over);
    same("tiles held by a PE", kernel.state[kernel.base(pe) + gridPeShape.slot.holds]!, 0);
    for (const port of ["a", "b", "p"] as const) if (kernel.has(pe, gridPeShape.port[port])) throw new Error(`an operand is left at port ${port} of a PE`);
  }
}
