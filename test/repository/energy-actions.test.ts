import { loadTable, priceActions, type PricingContext } from "@lnsim/energy";
import * as hardware from "@lnsim/hardware";
import adam from "@lnsim/optimizer-adam";
import madam from "@lnsim/optimizer-madam";
import sgd from "@lnsim/optimizer-sgd";
import signSgd from "@lnsim/optimizer-sign-sgd";
import { withDefaults } from "@lnsim/contracts";
import { describe, expect, it } from "vitest";

const table = loadTable("nangate45");
const keyOf = ({ block, action }: { readonly block: string; readonly action: string }) => `${block}.${action}`;

/** Every shipped rule with the parameter sets that lead to branches of their own. */
const branches = [madam, sgd, adam, signSgd].flatMap((plugin) =>
  [{}, { weightDecay: 0.01, variant: "official" }, { nesterov: true }, ...Object.values(plugin.presets ?? {})].map((given) => {
    const known = Object.fromEntries(Object.entries(given).filter(([name]) => name in plugin.parameters));
    return { name: `${plugin.name} ${JSON.stringify(known)}`, rule: plugin.create({ ...withDefaults(plugin.parameters), ...known } as never, plugin.name) };
  }),
);

interface Described {
  readonly block: string;
  readonly action: string;
  readonly description: string;
}

/** Every list of actions that the hardware exports, whatever it is called. */
const catalogues = Object.entries(hardware as Readonly<Record<string, unknown>>).filter((entry): entry is [string, Readonly<Record<string, Described>>] =>
  isCatalogue(entry[1]),
);

function isCatalogue(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const entries: readonly unknown[] = Object.values(value);
  return entries.length > 0 && entries.every((entry) => typeof entry === "object" && entry !== null && "block" in entry && "action" in entry);
}

const declared = new Map(catalogues.flatMap(([, catalogue]) => Object.values(catalogue).map((action) => [keyOf(action), action] as const)));

/** A machine that has everything: what it cannot price, the table cannot. */
const machine: PricingContext = {
  datapath: { kind: "fixed", description: "remainder bins", costRecord: "lns8_bin8", vectorSize: 32, windowBits: 16, accumulatorBits: 24 },
  multiplier: { block: "vectorMac", lanes: 32, units: 16 },
  memories: {
    bufferA: { sizeBytes: 131_072, accessBytes: 64, count: 16 },
    bufferB: { sizeBytes: 8_192, accessBytes: 32, count: 16 },
    collector: { sizeBytes: 1_536, accessBytes: 96, count: 16 },
    globalBuffer: { sizeBytes: 131_072, accessBytes: 64, count: 16 },
    stash: { sizeBytes: 65_536, accessBytes: 64, count: 16 },
    ifmapSram: { sizeBytes: 16_384, accessBytes: 16, count: 1 },
    filterSram: { sizeBytes: 16_384, accessBytes: 16, count: 1 },
    ofmapSram: { sizeBytes: 16_384, accessBytes: 48, count: 1 },
  },
  wordBytes: { laneRegisters: 64, noc: 64, transposer: 1_024, array: 1 },
  dram: { kind: "hbm2", burstBytes: 64, rowBytes: 2_048, channelBytes: 2 ** 30 },
  updateActions: { multiply: 1 },
  cycles: 1,
};

describe("the energy table", () => {
  it("is held against the hardware's actions", () => {
    expect(catalogues.map(([name]) => name)).toContain("actionCatalogue");
    expect(declared.size).toBeGreaterThan(20);
  });

  it("knows every action that the hardware counts", () => {
    const known = new Set(table.actions.map(keyOf));
    expect([...declared.keys()].filter((key) => !known.has(key))).toEqual([]);
  });

  it("has a price for each, with its source, or says why not", () => {
    const counts = [...declared.values()].map(({ block, action }) => ({ block, action, pass: "fprop" as const, count: 1 }));
    const pricing = priceActions(table, counts, machine);
    if (pricing.energy === null) throw new Error(pricing.reason);
    const { provenance, unpriced } = pricing.energy;
    const found = new Set([...provenance, ...unpriced].map((entry) => (entry.block === "updateUnit" ? "updateUnit.update" : keyOf(entry))));
    expect(new Set(declared.keys())).toEqual(found);
    expect(provenance.filter(({ sources, pricePj }) => sources.length === 0 || !(pricePj.low > 0))).toEqual([]);
    expect(unpriced.filter(({ reason }) => reason.length < 20)).toEqual([]);
    expect(unpriced.filter(({ includedIn, block }) => includedIn === undefined && block !== "memory").map(keyOf)).toEqual([]);
  });

  it.each(branches)("prices every action that $name declares per element", ({ rule }) => {
    const priced = table.updateActions.map((record) => record.action);
    expect(Object.keys(rule.actions).length).toBeGreaterThan(0);
    expect(Object.keys(rule.actions).filter((action) => !priced.includes(action))).toEqual([]);
  });
});
