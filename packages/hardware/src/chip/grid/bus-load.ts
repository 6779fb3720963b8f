import { movedBitsA, movedBitsB, type GemmJob } from "../job/job.ts";
import type { PeGridDescription } from "./description.ts";
import type { Groups } from "./groups.ts";
import type { OperandRoom } from "./operand-room.ts";
import { packetsOf } from "./packets.ts";

/** Packets of a job over the first row bus, column bus and return bus, and through all banks; none counted that might not be. */
export interface BusLoad {
  /** One stream of A, and of B, on those buses. */
  readonly a: number;
  readonly b: number;
  readonly row: number;
  readonly column: number;
  readonly out: number;
  readonly all: number;
}

/** What {@link busLoad} counts with. */
export interface LoadShares {
  readonly m: Groups;
  readonly n: Groups;
  readonly room: OperandRoom;
}

/** Counts the packets of a job by formula. */
export function busLoad(description: PeGridDescription, job: GemmJob, { m, n, room }: LoadShares): BusLoad {
  const { noc } = description;
  const block = (bits: number): number => blockPackets(description, job, room, bits);
  const bitsA = movedBitsA(job);
  const blockA = block(m.width * bitsA);
  const bitsB = movedBitsB(job);
  const blockB = block(n.width * bitsB);
  const a = (room.keepsA ? 1 : n.most) * ((m.most - 1) * blockA + block(m.edge * bitsA));
  const b = (room.keepsB ? 1 : m.most) * ((n.most - 1) * blockB + block(n.edge * bitsB));
  const timesA = noc.multicast ? (room.keepsA ? 1 : n.most) : room.keepsA ? n.active : n.all;
  const timesB = noc.multicast ? (room.keepsB ? 1 : m.most) : room.keepsB ? m.active : m.all;
  const before = packetsBefore(description, job, m.width * n.width);
  const behind = packetsBehind(description, job, m.width * n.width);
  return {
    a,
    b,
    row: (a / (room.keepsA ? 1 : n.most)) * timesA + (m.edge === m.width ? m.most : m.most - 1) * n.whole * before,
    column: (b / (room.keepsB ? 1 : m.most)) * timesB,
    out: m.whole * (n.edge === n.width ? n.most : n.most - 1) * behind,
    all: m.whole * timesA * blockA + n.whole * timesB * blockB + m.whole * n.whole * (before + behind),
  };
}

/** Packets of a block of so many bits per term over the whole reduction. */
function blockPackets(description: PeGridDescription, job: GemmJob, { chunks, chunkSlices }: OperandRoom, bits: number): number {
  const terms = chunkSlices * description.pe.vectorSize;
  return (chunks - 1) * packetsOf(description, terms * bits) + packetsOf(description, (job.k - (chunks - 1) * terms) * bits);
}

/** Packets that come for a tile of so many results beside its operands. */
function packetsBefore(description: PeGridDescription, job: GemmJob, results: number): number {
  const partials = job.readsPartialSums === 1 ? packetsOf(description, results * description.accumulatorBits) : 0;
  return partials + (job.writesPartialSums === 0 ? packetsOf(description, results * job.maskBits) : 0);
}

function packetsBehind(description: PeGridDescription, job: GemmJob, results: number): number {
  return packetsOf(description, results * (job.writesPartialSums === 1 ? description.accumulatorBits : job.bitsOut));
}
