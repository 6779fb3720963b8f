import type { MacDatapath } from "@lnsim/contracts";
import { dramParameters, machineWithDefaults, type PartialMachineValues } from "@lnsim/hardware";
import { withDefaults } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import type { MachineValues } from "../machine/machine-tree.ts";
import { pricingContext } from "./pricing-context.ts";

const float = { kind: "float", description: "", operand: "binary32", accumulate: "binary32", order: "vector-tree", vectorSize: 32, costRecord: "fp8a32" } as const;

function contextOf(given: PartialMachineValues, { datapath = float as MacDatapath, dram = {}, operandBits = 8 } = {}) {
  const values = {
    ...machineWithDefaults(given),
    dram: { ...withDefaults(dramParameters("hbm2")), ...dram },
    energy: { table: "nangate45", extrapolate: false },
  } as MachineValues;
  return pricingContext({ values, datapath, operandBits, optimizer: { actions: { add: 1 } } as never, counts: [], cycles: 7 });
}

describe("pricingContext", () => {
  test("one PE on an ideal memory: its three memories, once each, and no DRAM", () => {
    const context = contextOf({});
    expect(context).toMatchObject({ multiplier: { block: "vectorMac", lanes: 32, units: 1 }, dram: null, wordBytes: { laneRegisters: 64 }, cycles: 7 });
    expect(context.memories).toEqual({
      bufferA: { sizeBytes: 131_072, accessBytes: 64, count: 1 },
      bufferB: { sizeBytes: 8_192, accessBytes: 32, count: 1 },
      collector: { sizeBytes: 2_048, accessBytes: 128, count: 1 },
    });
  });

  test("a chip: the memories of every PE, the banks of the global buffer, its network and its DRAM", () => {
    const context = contextOf({ grid: { rows: 4, columns: 4 }, memory: { kind: "hierarchy" } }, { operandBits: 16 });
    expect(context.multiplier).toEqual({ block: "vectorMac", lanes: 32, units: 16 });
    expect(context.memories).toMatchObject({ bufferA: { count: 16 }, globalBuffer: { sizeBytes: 131_072, accessBytes: 64, count: 16 } });
    expect(context.wordBytes).toEqual({ laneRegisters: 64, noc: 64, transposer: 2_048 });
    expect(context.dram).toEqual({ kind: "hbm2", burstBytes: 64, rowBytes: 2_048, channelBytes: 2 ** 30 });
  });

  test("the banks of a stash are memories of their own", () => {
    const { memories } = contextOf({ memory: { kind: "hierarchy" }, globalBuffer: { sizeBytes: 2 ** 20, stashBytes: 2 ** 18, banks: 8, bankBytes: 32 } });
    expect(memories).toMatchObject({ globalBuffer: { sizeBytes: 98_304, accessBytes: 32, count: 8 }, stash: { sizeBytes: 32_768, accessBytes: 32, count: 8 } });
  });

  test("DRAM without bounds has no channel to refresh", () => {
    expect(contextOf({ memory: { kind: "hierarchy" } }, { dram: { capacity: "unbounded" } }).dram!.channelBytes).toBeNull();
  });

  test("a systolic array: a lane of one term in every PE, and memories at its edges that no parameter sizes", () => {
    const context = contextOf({ array: { kind: "systolic", rows: 8, columns: 4 } });
    expect(context).toMatchObject({ multiplier: { block: "array", lanes: 1, units: 32 }, datapath: { vectorSize: 1 }, memories: {}, wordBytes: { array: 1 } });
  });

  test("accumulators as hardware has them", () => {
    const bitsOf = (datapath: object) => contextOf({}, { datapath: datapath as MacDatapath }).datapath.accumulatorBits;
    const fixed = { kind: "fixed", description: "", vectorSize: 32, costRecord: null };
    expect(bitsOf(float)).toBe(32);
    expect(bitsOf({ ...float, accumulate: "binary16" })).toBe(16);
    expect(bitsOf({ kind: "log", description: "", bits: 16, vectorSize: 32, costRecord: null })).toBe(15);
    expect(bitsOf({ ...fixed, accumulator: { bits: 24 } })).toBe(24);
    expect(bitsOf({ ...fixed, accumulator: "wide" })).toBeUndefined();
  });
});
