import type { NocLayout } from "../noc/layout.ts";
import type { NocSlots } from "../noc/state.ts";
import { longestPace } from "../noc/paced.ts";
import { wayOf } from "../noc/transfer.ts";
import { GridPlan } from "./plan.ts";

/** What the blocks of an array consult: its shape, and the job that is being run. Nothing in it is state. */
export class GridContext {
  readonly layout: NocLayout;
  readonly slots: NocSlots;
  /** Port numbers of the interconnect: see `portsOf`. */
  readonly ports: { readonly credit: number; readonly out: number; readonly arrival: number; readonly written: number };
  /** From a bank's grant to the packet in front of the link; link cycles of a packet; cycles of a hop. */
  readonly latency: number;
  readonly flits: number;
  readonly hop: number;
  /** A packet departs so long after it was granted at most: all places in front of the link are taken. */
  readonly reach: number;
  readonly packetBytes: number;
  readonly stagingRows: number;
  /** The interconnect, and where its slots start. */
  block = -1;
  base = -1;
  plan = new GridPlan();
  /** Of every stream that is read: cycles from the departure of a packet until what it completes can be used. */
  readonly way: Float64Array;
  /** Cycles between packets of every stream, as far as it is up to the transposer. */
  readonly pace: Int32Array;
  /** Cycles from the grant of a stream's last packet to that in which the news of it is sent, at least; and the least of a bus. */
  readonly slack: Float64Array;
  readonly leastSlack: Float64Array;
  /** Scratch of one cycle's arbitration, by bus and by bank: cleared by who filled it. */
  readonly offers: Int32Array;
  readonly places: Int32Array;
  readonly claims: Int32Array;
  readonly contested: Int32Array;

  constructor(parts: Pick<GridContext, "layout" | "slots" | "ports" | "latency" | "flits" | "hop" | "packetBytes" | "stagingRows"> & { readonly queuePackets: number }) {
    this.layout = parts.layout;
    this.slots = parts.slots;
    this.ports = parts.ports;
    this.latency = parts.latency;
    this.flits = parts.flits;
    this.hop = parts.hop;
    this.reach = parts.latency + parts.queuePackets * parts.flits;
    this.packetBytes = parts.packetBytes;
    this.stagingRows = parts.stagingRows;
    this.way = new Float64Array(parts.layout.readStreams);
    this.pace = new Int32Array(parts.layout.streams);
    this.slack = new Float64Array(parts.layout.streams);
    this.leastSlack = new Float64Array(parts.layout.buses);
    this.offers = new Int32Array(parts.layout.buses);
    this.places = new Int32Array(parts.layout.buses);
    this.claims = new Int32Array(parts.layout.banks * longestPace).fill(-1);
    this.contested = new Int32Array(parts.layout.banks);
  }

  /** The job that is run from now on. */
  begin(plan: GridPlan): void {
    this.plan = plan;
    const { way, pace, slack, leastSlack, layout } = this;
    leastSlack.fill(Infinity);
    for (let stream = 0; stream < layout.streams; stream++) {
      const bus = layout.bus[stream]!;
      pace[stream] = plan.pace[layout.kind[stream]!]!;
      if (stream < layout.readStreams) {
        way[stream] = wayOf(this, stream);
        slack[stream] = this.latency + way[stream]! - 1;
      }
      leastSlack[bus] = Math.min(leastSlack[bus]!, slack[stream]!);
    }
  }
}
