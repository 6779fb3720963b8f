import fc from "fast-check";
import { expect, test } from "vitest";
import { withDefaults } from "@lnsim/contracts";
import { runBench, type Stimulus } from "../../testing/block-bench.ts";
import { ReferenceChannel, type Outcome, type Scenario, type Transfer } from "../testing/dram-reference.ts";
import { passes } from "../../workload/pass.ts";
import { dramChannel } from "./block.ts";
import { channelInitial } from "./initial.ts";
import { dramParameters, type DramValues } from "./parameters.ts";

const modes = ["skip", "burst", "cycle"] as const;

/** Puts the block through a scenario. */
function simulate(scenario: Scenario, exact: (typeof modes)[number]): Outcome {
  const { values, gigahertz, channel, transfers, syncs, cycles } = scenario;
  const requests = (name: string): Stimulus[] =>
    transfers
      .filter(({ engine }) => engine === name)
      .map(({ at, base, segmentBytes, strideBytes, bytes, pass }) => ({ at, words: [base, segmentBytes, strideBytes, bytes * 8 + pass] }));
  const inputs = { loadRequest: requests("load"), storeRequest: requests("store"), sync: syncs.map(({ at, isOp }) => ({ at, words: [isOp ? 1 : 0] })) };
  const result = runBench({ kind: dramChannel, initial: channelInitial(values, gigahertz, channel), inputs, exact, cycles });
  const ends = (port: string) => result.responses[port]!.map(({ cycle }) => cycle);
  const counters = Object.entries(result.counters).map(([name, n]) => [name.replace(/\.(\w+)$/, (_, pass) => `.${passes.indexOf(pass)}`), n] as const);
  return { loads: ends("loadDone"), stores: ends("storeDone"), counters: nonZero(counters), activities: nonZero(Object.entries(result.activities)) };
}

function nonZero(entries: readonly (readonly [string, number])[]): Readonly<Record<string, number>> {
  return Object.fromEntries(entries.filter(([, n]) => n !== 0));
}

/** `isLong`: a few transfers of many rows on a bus that is the bottleneck, or many short ones on devices of all sorts. */
function scenarios(isLong: boolean): fc.Arbitrary<Scenario> {
  const values = isLong ? deviceValues().map((values) => ({ ...values, ...longRows, lookAhead: values.lookAhead > 2 ? values.lookAhead - 1 : 1 })) : deviceValues();
  const given = fc.array(isLong ? longTransfers() : transfers(), { maxLength: isLong ? 5 : 14 });
  return fc.tuple(values, fc.constantFrom(1, 0.7, 1.05, 2), given, fc.array(fc.record({ at: fc.integer({ min: 1, max: 4000 }), isOp: fc.boolean() }), { maxLength: 3 })).map(
    ([values, gigahertz, given, syncs]) => {
      let at = 1;
      const inOrder = given.map(({ after, ...transfer }) => ({ ...transfer, at: (at += after) }));
      const cycles = 6000;
      return { values, gigahertz, channel: values.channels - 1, transfers: inOrder, syncs: [...syncs.toSorted((a, b) => a.at - b.at), { at: cycles - 1, isOp: true }], cycles };
    },
  );
}

/** Times of a row access that short data hides. */
const longRows = { tRcdNs: 5, tRpNs: 6, tClNs: 4, tRasNs: 60, burstBytes: 32, page: "closed" } as const;

function longTransfers(): fc.Arbitrary<Omit<Transfer, "at"> & { readonly after: number }> {
  return transfers().chain((transfer) => fc.integer({ min: 3000, max: 12000 }).map((bytes) => ({ ...transfer, after: transfer.after * 2, segmentBytes: bytes, bytes })));
}

function transfers(): fc.Arbitrary<Omit<Transfer, "at"> & { readonly after: number }> {
  return fc.record({
    after: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 0, max: 20 }) }, fc.integer({ min: 0, max: 900 })),
    engine: fc.constantFrom("load" as const, "store" as const),
    base: fc.oneof(fc.integer({ min: 0, max: 40 }).map((n) => n * 64), fc.integer({ min: 0, max: 20000 })),
    segmentBytes: fc.constantFrom(1, 40, 64, 100, 256, 1000, 4096),
    strideBytes: fc.constantFrom(64, 128, 256, 512, 1000, 4096),
    bytes: fc.integer({ min: 1, max: 2500 }),
    pass: fc.integer({ min: 0, max: 4 }),
  });
}

function deviceValues(): fc.Arbitrary<DramValues> {
  return fc
    .record({
      channels: fc.constantFrom(1, 2, 3),
      banks: fc.constantFrom(1, 2, 4),
      rowBytes: fc.constantFrom(128, 256, 512),
      burstBytes: fc.constantFrom(32, 64),
      bytesPerNs: fc.constantFrom(32, 25.6, 6.4, 70),
      interleaveBytes: fc.constantFrom(64, 128),
      tRcdNs: fc.integer({ min: 0, max: 20 }),
      tRpNs: fc.integer({ min: 0, max: 20 }),
      tClNs: fc.integer({ min: 0, max: 20 }),
      tRasNs: fc.integer({ min: 0, max: 50 }),
      tRcNs: fc.integer({ min: 0, max: 70 }),
      refresh: fc.constantFrom({ tRefiNs: 300, tRfcNs: 35 }, { tRefiNs: 1000, tRfcNs: 120 }, { tRefiNs: 0, tRfcNs: 0 }),
      controllerNs: fc.constantFrom(0, 3, 20),
      page: fc.constantFrom("open" as const, "closed" as const),
      lookAhead: fc.integer({ min: 1, max: 4 }),
      ageCap: fc.integer({ min: 0, max: 3 }),
      refreshSync: fc.constantFrom("tile" as const, "op" as const, "free" as const),
    })
    .map(({ refresh, ...values }) => withDefaults(dramParameters("hbm2"), { ...values, ...refresh }));
}

for (const { isLong, numRuns } of [
  { isLong: false, numRuns: 150 },
  { isLong: true, numRuns: 160 },
]) {
  test(`every end, counter and activity is that of the reference, in all modes: ${isLong ? "long" : "short"} transfers`, () => {
    let accesses = 0;
    fc.assert(
      fc.property(scenarios(isLong), (scenario) => {
        const expected = new ReferenceChannel(scenario).run();
        const counters = nonZero(Object.entries(expected.counters));
        for (const [name, n] of Object.entries(counters)) if (name.startsWith("activates")) accesses += n;
        for (const mode of modes) expect({ mode, ...simulate(scenario, mode) }).toEqual({ mode, ...expected, counters });
      }),
      { seed: 4, numRuns },
    );
    expect(accesses).toBeGreaterThan(3000);
  });
}
