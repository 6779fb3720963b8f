import type { ActionRecord } from "../src/index.ts";
import { latchPjPerByte } from "./assumptions.ts";

/** Citations of {@link chipActions}. */
export const wireSources = {
  wires: "S. Park, M. Qazi, L.-S. Peh, A. Chandrakasan, 40.4 fJ/bit/mm low-swing on-chip signaling embedded within a mesh NoC in 45 nm SOI CMOS, DATE 2013",
} as const;

const dramRules = { readBurst: "burst", writeBurst: "burst", activate: "activate", refresh: "refresh" } as const;

/** The blocks of a chip beyond its PEs. */
export const chipActions: readonly ActionRecord[] = [
  memory("globalBuffer", "read"),
  memory("globalBuffer", "write"),
  memory("stash", "read"),
  memory("stash", "write"),
  {
    block: "transposer",
    action: "block",
    unit: "block of 32 x 32 elements",
    price: { rule: "per-byte", energyPj: { low: 2 * latchPjPerByte.low, high: 2 * latchPjPerByte.high }, kind: "assumed", source: "judgement" },
    reasoning:
      "every byte is latched once, in eight flip-flops of 3 to 10 fJ a write, and leaves through a multiplexer of 32 rows or columns, " +
      "whose gates and wires are taken to switch as much again",
  },
  {
    block: "noc",
    action: "linkFlit",
    unit: "flit over one link",
    price: { rule: "per-byte", energyPj: { low: 0.35, high: 1.6 }, kind: "assumed", source: "wires" },
    reasoning:
      "per byte and hop; low: 1 mm of low-swing wire at 40.4 fJ per bit and mm as measured, and a latch of 3 fJ a bit; high: 1.5 mm of full-swing " +
      "wire and repeaters, 0.4 pF per mm at 1.1 V charged by one bit in four, and two latches of 10 fJ a bit; a hop spans one PE, whose " +
      "records add up to 1 to 2 mm2; arbitration is left out",
  },
  dram("readBurst", "burst"),
  dram("writeBurst", "burst"),
  dram("activate", "row opened"),
  dram("refresh", "refresh of one channel"),
];

function memory(block: "globalBuffer" | "stash", access: "read" | "write"): ActionRecord {
  return { block, action: access, unit: "word of one bank", price: { rule: "memory", access } };
}

function dram(action: keyof typeof dramRules, unit: string): ActionRecord {
  return { block: "dram", action, unit, price: { rule: "dram", access: dramRules[action] } };
}
