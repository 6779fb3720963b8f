import { codeBits } from "../../vector/pass-bits.ts";
import type { MachineBuilder } from "@lnsim/kernel";
import type { PeBlocks } from "./pe-blocks.ts";
import type { PeDescription } from "../../description/description.ts";

/** A link by the names of blocks and ports. */
interface Wire {
  readonly from: readonly [block: keyof PeBlocks, port: string];
  readonly to: readonly [block: keyof PeBlocks, port: string];
  readonly latency: number;
  readonly capacity: number;
}

/** Messages that a link of single orders can hold: one being sent, one on its way, and slack. */
const orders = 4;

/** Words that buffer A sends the lane registers in one burst at most; a longer load is sent in several. */
const longestLaneBurst = 4096;

/**
 * Joins the blocks. Latencies that are parameters are those of links: a read request takes `memory.latencyCycles` less the
 * cycle in which the memory books it, a result takes `vectorMac.latencyCycles` to the collector. All others are one cycle
 * and are not counted on top: an order leaves the sequencer early enough. Capacities are such that only the write
 * channel of the memory ever holds a sender back.
 */
export function linkPe(builder: MachineBuilder, description: PeDescription, blocks: PeBlocks, ops: number): void {
  for (const { from, to, latency, capacity } of wires(description, ops)) {
    builder.link({ from: [blocks[from[0]], from[1]], to: [blocks[to[0]], to[1]], latency, capacity });
  }
}

function wires(description: PeDescription, ops: number): readonly Wire[] {
  const { collector, ppu, update, vectorMac, memory, sequencer } = description;
  const request = memory.latencyCycles - 1;
  const laneWords = Math.min(2 * largestLaneLoad(description), longestLaneBurst) + orders;
  const vectors = 2 * collector.depth + orders;
  const results = vectors + 2 * vectorMac.latencyCycles;
  const loads = sequencer.outstandingLoads + 1;
  return [
    wire(["sequencer", "loadA"], ["memory", "loadA"], request, request + loads),
    wire(["sequencer", "loadB"], ["memory", "loadB"], request, request + loads),
    wire(["memory", "dataA"], ["bufferA", "fill"], 1, loads),
    wire(["memory", "dataB"], ["bufferB", "fill"], 1, loads),
    wire(["memory", "arrivedA"], ["sequencer", "arrivedA"], 1, loads),
    wire(["memory", "arrivedB"], ["sequencer", "arrivedB"], 1, loads),
    wire(["sequencer", "loadMask"], ["memory", "loadMask"], request, request + ppu.maskTiles + 1),
    wire(["memory", "maskData"], ["ppu", "mask"], 1, ppu.maskTiles + 1),
    wire(["memory", "arrivedMask"], ["sequencer", "arrivedMask"], 1, ppu.maskTiles + 1),
    wire(["sequencer", "readA"], ["bufferA", "read"], 1, orders),
    wire(["bufferA", "words"], ["laneRegisters", "words"], 1, laneWords),
    wire(["bufferA", "freed"], ["sequencer", "freedA"], 1, orders),
    wire(["sequencer", "swap"], ["laneRegisters", "swap"], 1, orders),
    wire(["sequencer", "streamB"], ["bufferB", "stream"], 1, orders),
    wire(["bufferB", "vectors"], ["vectorMac", "vectors"], 1, vectors),
    wire(["bufferB", "freed"], ["sequencer", "freedB"], 1, orders),
    wire(["sequencer", "issue"], ["vectorMac", "issue"], 1, 2 * orders),
    wire(["sequencer", "retired"], ["vectorMac", "retired"], 1, ops + 1),
    wire(["vectorMac", "results"], ["collector", "results"], vectorMac.latencyCycles, results),
    wire(["sequencer", "drain"], ["collector", "drain"], 1, ppu.stagingRows + orders),
    wire(["sequencer", "tile"], ["ppu", "tile"], 1, ppu.stagingRows + orders),
    wire(["collector", "rows"], ["ppu", "rows"], 1, vectors),
    wire(["sequencer", "ppuPass"], ["ppu", "pass"], 1, orders),
    wire(["ppu", "read"], ["memory", "ppuRead"], request, request + ppu.chunks + 1),
    wire(["memory", "ppuData"], ["ppu", "data"], 1, ppu.chunks + 1),
    wire(["ppu", "write"], ["memory", "ppuWrite"], 1, ppu.stagingRows + ppu.chunks),
    wire(["memory", "ppuWritten"], ["sequencer", "ppuWritten"], 1, ppu.stagingRows + ppu.chunks),
    wire(["sequencer", "updatePass"], ["updateUnit", "pass"], 1, orders),
    wire(["updateUnit", "read"], ["memory", "updateRead"], request, request + update.chunks + 1),
    wire(["memory", "updateData"], ["updateUnit", "data"], 1, update.chunks + 1),
    wire(["updateUnit", "write"], ["memory", "updateWrite"], 1, update.chunks + 1),
    wire(["memory", "updateWritten"], ["sequencer", "updateWritten"], 1, update.chunks + 1),
  ];
}

function wire(from: Wire["from"], to: Wire["to"], latency: number, capacity: number): Wire {
  return { from, to, latency, capacity };
}

/** Words of the widest slice of A that any pass loads into the lane registers. */
function largestLaneLoad({ pe, bufferA, formats }: PeDescription): number {
  const bits = Math.max(codeBits(formats, "weights"), codeBits(formats, "activations"));
  return Math.ceil((pe.lanes * pe.vectorSize * bits) / bufferA.portBits);
}
