import type { PeDescription } from "../../description/description.ts";
import { gemmGeometry, type GemmGeometry } from "../tiling/gemm-geometry.ts";
import { portCyclesA, slotOf } from "../tiling/slot.ts";
import type { GemmOp } from "../../workload/operation.ts";
import { drainRowCycles, drainWaits } from "./drain-waits.ts";
import { closedFormOf, type ClosedForm } from "./term.ts";

/**
 * A matrix product alone on the machine:
 *
 *     memory fill + fill + sum over tiles and slices of max(n_a, port A, port B, accumulate loop) + drain tail + write back
 *
 * - memory fill: until slice 0 of A and of B are in the buffers (request latency and transfer);
 * - fill: load of the first A slice into the lane registers, and the pipeline latency;
 * - compute: one cycle per B vector; A port, B port, hazard: what slots are longer than their vectors, by reason;
 * - drain: waits for the collector between tiles, see {@link drainWaits};
 * - drain tail: the last tile leaves the collector; write back: its way through the PPU
 *   into memory, which takes the first results while the last ones come.
 *
 * Exact when memory delivers every later operand in time and takes every result at once.
 */
export function gemmForm(description: PeDescription, op: GemmOp): ClosedForm {
  const geometry = gemmGeometry(description, op);
  const { vectorMac, ppu, memory } = description;
  const last = { lanes: geometry.mEdge, columns: geometry.nEdge };
  const rowCycles = drainRowCycles(description);
  const tailCycles = last.columns * rowCycles;
  const resultBytes = Math.ceil((last.lanes * last.columns * geometry.bitsOut) / 8);
  return closedFormOf({
    "memory fill": memory.latencyCycles + Math.ceil(firstSliceBytes(description, op, geometry) / memory.readBytesPerCycle),
    fill: portCyclesA(description, geometry.bitsA) + vectorMac.latencyCycles,
    ...slotTerms(description, geometry),
    drain: drainWaits(description, geometry),
    "drain tail": tailCycles,
    "write back": ppu.latencyCycles + Math.max(1, rowCycles + Math.ceil(resultBytes / memory.writeBytesPerCycle) - tailCycles),
  });
}

function firstSliceBytes({ pe, collector }: PeDescription, op: GemmOp, geometry: GemmGeometry): number {
  const depth = Math.min(op.k, pe.vectorSize);
  const a = Math.ceil((Math.min(op.m, pe.lanes) * depth * geometry.memoryBitsA) / 8);
  const b = Math.ceil((Math.min(op.n, collector.depth) * depth * geometry.memoryBitsB) / 8);
  return a + b;
}

function slotTerms(description: PeDescription, geometry: GemmGeometry) {
  const perColumnGroup = geometry.mTiles * geometry.kSlices;
  const terms = { compute: 0, "A port": 0, "B port": 0, hazard: 0 };
  const add = (columns: number, groups: number) => {
    const slot = slotOf(description, geometry, columns);
    terms.compute += groups * perColumnGroup * slot.vectors;
    terms[slot.slack] += groups * perColumnGroup * (slot.cycles - slot.vectors);
  };
  add(description.collector.depth, geometry.nTiles - 1);
  add(geometry.nEdge, 1);
  return terms;
}
