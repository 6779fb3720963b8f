import type { NocLayout } from "../noc/layout.ts";
import type { NocSlots } from "../noc/state.ts";
import { longestPace } from "../noc/paced.ts";
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
  /** A link that is free by then still has a place for a packet that is read now. */
  readonly reach: number;
  readonly packetBytes: number;
  readonly stagingRows: number;
  /** The interconnect, and where its slots start. */
  block = -1;
  base = -1;
  plan = new GridPlan();
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
    this.offers = new Int32Array(parts.layout.buses);
    this.places = new Int32Array(parts.layout.buses);
    this.claims = new Int32Array(parts.layout.banks * longestPace).fill(-1);
    this.contested = new Int32Array(parts.layout.banks);
  }
}
