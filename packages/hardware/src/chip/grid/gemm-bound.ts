import { drainRowCycles } from "../../pe/closed-form/drain-waits.ts";
import { portCyclesA, slotOf } from "../../pe/tiling/slot.ts";
import { transposerDelay, transposerPace } from "../global-buffer/transposer.ts";
import { movedBitsA, movedBitsB, type GemmJob } from "../job/job.ts";
import { busLoad } from "./bus-load.ts";
import type { PeGridDescription } from "./description.ts";
import { groupsOf, type Groups } from "./groups.ts";
import { operandRoom } from "./operand-room.ts";
import { flitsOf, packetsOf } from "./packets.ts";

/** Cycles that a tile of a matrix product cannot be faster than: see `lowerBound`. */
export function gemmBound(description: PeGridDescription, job: GemmJob): number {
  const { pe, collector, grid, noc, ppu, vectorMac, globalBuffer } = description;
  const m = groupsOf(job.m, pe.lanes, grid.rows);
  const n = groupsOf(job.n, collector.depth, grid.columns);
  const load = busLoad(description, job, { m, n, room: operandRoom(description, job, { lanes: m.width, columns: n.width, columnGroups: n.most }) });
  const flits = flitsOf(description);
  const way = globalBuffer.latencyCycles + flits - 1 + noc.hopCycles;
  const back = ppu.latencyCycles + noc.hopCycles + flits;
  const afterOperands = portCyclesA(description, job.bitsA) + vectorMac.latencyCycles + back;
  return Math.max(
    busiestPe(description, job, m, n),
    (load.row - 1) * flits + way + back,
    (load.column - 1) * flits + way + afterOperands,
    (load.a - 1) * paceOf(description, job.transposesA, movedBitsA(job)) + way + afterOperands,
    (load.b - 1) * paceOf(description, job.transposesB, movedBitsB(job)) + way + afterOperands,
    (load.out - 1) * flits + way + afterOperands,
    Math.ceil(load.all / globalBuffer.banks),
  );
}

/** The PE that is nearest and has the most: its operands' way, its slots or its drains one after the other, its last results' way. */
function busiestPe(description: PeGridDescription, job: GemmJob, m: Groups, n: Groups): number {
  const { pe, collector, noc, ppu, vectorMac } = description;
  const slices = Math.ceil(job.k / pe.vectorSize);
  const rowCycles = drainRowCycles(description);
  const slotFull = slotOf(description, job, n.width).cycles;
  const slotEdge = slotOf(description, job, n.edge).cycles;
  const slots = slices * m.most * ((n.most - 1) * slotFull + slotEdge);
  const drains = m.most * rowCycles * ((n.most - 1) * n.width + n.edge);
  const lastDrain = n.edge * rowCycles;
  const serial = collector.drain === "serial" ? (m.most * n.most - 1) * vectorMac.latencyCycles + drains - lastDrain : 0;
  const firstTile = slices * (n.most > 1 ? slotFull : slotEdge);
  const tail = vectorMac.latencyCycles + ppu.latencyCycles + noc.hopCycles + flitsOf(description);
  return headOf(description, job, m.width, n.width) + Math.max(slots + serial + lastDrain, firstTile + drains) + tail;
}

/** Until the first slices of A and B have arrived, and A's has gone through the port of its buffer. */
function headOf(description: PeGridDescription, job: GemmJob, lanes: number, columns: number): number {
  const terms = Math.min(description.pe.vectorSize, job.k);
  const a = arrivalOf(description, lanes * terms, movedBitsA(job), job.transposesA);
  const b = arrivalOf(description, columns * terms, movedBitsB(job), job.transposesB);
  return Math.max(a, b) + portCyclesA(description, job.bitsA);
}

function arrivalOf(description: PeGridDescription, elements: number, bits: number, transposes: 0 | 1): number {
  const { globalBuffer, noc } = description;
  const flits = flitsOf(description);
  const before = (packetsOf(description, elements * bits) - 1) * Math.max(flits, paceOf(description, transposes, bits));
  return before + globalBuffer.latencyCycles + flits - 1 + noc.hopCycles + (transposes === 0 ? 0 : transposerDelay);
}

function paceOf({ globalBuffer }: PeGridDescription, transposes: 0 | 1, bits: number): number {
  return transposes === 0 ? 1 : transposerPace(globalBuffer.bankBytes, bits);
}
