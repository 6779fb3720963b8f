import { MachineBuilder, type Kernel, type Snapshot } from "@lnsim/kernel";
import { NocLayout } from "../noc/layout.ts";
import { interconnect } from "../noc/block.ts";
import { NocSlots, declareInterconnect, portsOf } from "../noc/state.ts";
import { gridPe } from "./block.ts";
import { GridContext } from "./context.ts";
import type { PeGridDescription } from "./description.ts";
import { mostLeaving } from "./drain-tile.ts";
import { mostChunksA, mostChunksB } from "./operand-room.ts";
import { tilesAhead } from "./plan-gemm.ts";

/** A grid at cycle 0 of a job that is still to be put into its context. */
export interface Grid {
  readonly kernel: Kernel;
  readonly context: GridContext;
  /** Block numbers of the PEs, row by row. */
  readonly pes: readonly number[];
  readonly start: Snapshot;
}

/** Builds the interconnect and the PEs around it. */
export function buildGrid(description: PeGridDescription): Grid {
  const { grid, noc, globalBuffer, ppu } = description;
  const builder = new MachineBuilder();
  const layout = new NocLayout({ rows: grid.rows, columns: grid.columns, banks: globalBuffer.banks, multicast: noc.multicast });
  const shape = declareInterconnect(layout);
  const context = new GridContext({
    layout,
    slots: new NocSlots(shape),
    ports: portsOf(layout),
    latency: globalBuffer.latencyCycles,
    flits: Math.ceil(globalBuffer.bankBytes / noc.linkBytes),
    hop: noc.hopCycles,
    packetBytes: globalBuffer.bankBytes,
    stagingRows: ppu.stagingRows,
    queuePackets: noc.queuePackets,
  });
  const hub = builder.add({ name: "interconnect", kind: interconnect(shape), attachment: context });
  const pes = Array.from({ length: layout.pes }, (_, pe) => {
    const row = Math.floor(pe / grid.columns);
    return builder.add({ name: peName(description, pe), kind: gridPe, attachment: context, initial: { row, column: pe - row * grid.columns } });
  });
  for (const [index, pe] of pes.entries()) linkPe(builder, description, { hub, pe, index });
  const kernel = builder.build({ mode: description.mode, selfCheck: description.selfCheck === true });
  context.block = hub;
  context.base = kernel.base(hub);
  return { kernel, context, pes, start: kernel.snapshot() };
}

/** Name of a PE, by its place in the grid. */
export function peName({ grid }: PeGridDescription, pe: number): string {
  const row = Math.floor(pe / grid.columns);
  return `pe${row}.${pe - row * grid.columns}`;
}

/** Capacities such that nothing but room that was asked for ever holds a sender back. */
function linkPe(builder: MachineBuilder, description: PeGridDescription, { hub, pe, index }: { readonly hub: number; readonly pe: number; readonly index: number }): void {
  const join = (from: [number, string], to: [number, string], capacity: number): void => {
    builder.link({ from, to, latency: 1, capacity });
  };
  const orders = 8;
  join([hub, `a${index}`], [pe, "a"], 2 * mostChunksA(description) + orders);
  join([hub, `b${index}`], [pe, "b"], 2 * mostChunksB + orders);
  join([hub, `p${index}`], [pe, "p"], 2 * tilesAhead + orders);
  join([hub, `written${index}`], [pe, "written"], orders);
  join([pe, "credit"], [hub, `credit${index}`], orders);
  join([pe, "out"], [hub, `out${index}`], mostLeaving + orders);
}
