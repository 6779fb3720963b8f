import fc from "fast-check";
import type { ChipDescription } from "../machine/description.ts";
import { describeChip } from "./describe-chip.ts";

/** Chips of any shape, small enough that small products are cut into many tiles; some too small for anything. */
export function chips(): fc.Arbitrary<ChipDescription> {
  return fc
    .record({
      dataflow: fc.constantFrom("local-a" as const, "os" as const, "ws" as const, "is" as const),
      scalePolicy: fc.constantFrom("current" as const, "delayed" as const, "oracle" as const),
      pe: fc.record({ lanes: fc.constantFrom(1, 2, 4), vectorSize: fc.constantFrom(2, 4) }),
      depth: fc.constantFrom(1, 2, 4),
      grid: fc.record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) }),
      globalBuffer: fc.record({ sizeBytes: fc.constantFrom(500, 900, 2000, 6000), banks: fc.constantFrom(1, 4), bankBytes: fc.constantFrom(8, 16) }),
      noc: fc.record({ linkBytes: fc.constantFrom(64, 64, 3) }),
      dma: fc.record({ outstanding: fc.constantFrom(1, 2, 4, 9) }),
      overlap: fc.constantFrom("prefetch" as const, "prefetch" as const, "serial" as const),
      gigahertz: fc.constantFrom(1, 0.7),
      objective: fc.constantFrom("cycles" as const, "energy" as const, "product" as const),
      dram: drams(),
    })
    .map(({ depth, overlap, gigahertz, objective, ...rest }) =>
      describeChip({
        ...rest,
        collector: { depth },
        clock: { gigahertz },
        sequencer: { overlap },
        mapping: { objective, budget: 60 },
        bufferA: { sizeBytes: 256 },
        bufferB: { sizeBytes: 256 },
      }),
    );
}

/** Chips on which periods of a loop are soon to recur: addresses after few bytes, refreshes never or in step with tiles. */
export function steadyChips(): fc.Arbitrary<ChipDescription> {
  const dram = fc.record({
    channels: fc.integer({ min: 1, max: 2 }),
    banks: fc.integer({ min: 1, max: 2 }),
    interleaveBytes: fc.constant(32),
    rowBytes: fc.constant(64),
    page: fc.constantFrom("closed" as const, "closed" as const, "open" as const),
    refreshSync: fc.constant("tile" as const),
  });
  const refresh = fc.constantFrom({ tRefiNs: 100, tRfcNs: 0 }, { tRefiNs: 100, tRfcNs: 0 }, { tRefiNs: 400, tRfcNs: 60 });
  return fc.tuple(chips(), dram, refresh, fc.constantFrom(8, 16)).map(([chip, given, refreshes, bits]) => ({ ...chip, dram: { ...chip.dram, ...given, ...refreshes }, accumulatorBits: bits }));
}

/** The same chips with a larger global buffer, a part of which is a stash; of some the weights are rounded on load, or operands have scales of vectors. */
export function withStash(drawn: fc.Arbitrary<ChipDescription>): fc.Arbitrary<ChipDescription> {
  const stash = fc.record({ times: fc.constantFrom(1, 2, 4), share: fc.constantFrom(1 / 8, 1 / 2, 3 / 4, 15 / 16), weightView: fc.constantFrom("stored" as const, "rounded-on-load" as const), isScaled: fc.boolean() });
  return fc.tuple(drawn, stash).map(([chip, { times, share, weightView, isScaled }]) => {
    const sizeBytes = chip.globalBuffer.sizeBytes * times;
    const scaled = { bits: 8.25, codeBits: 8, scaled: true };
    const formats = isScaled ? { ...chip.formats, weights: scaled, activations: scaled, gradients: scaled } : chip.formats;
    return { ...chip, formats, update: { ...chip.update, weightView }, globalBuffer: { ...chip.globalBuffer, sizeBytes, stashBytes: Math.floor(sizeBytes * share) } };
  });
}

/** The same around a systolic array. */
export function systolicChips(): fc.Arbitrary<ChipDescription> {
  const array = fc.record({ kind: fc.constant("systolic" as const), rows: fc.integer({ min: 1, max: 5 }), columns: fc.integer({ min: 1, max: 5 }), protocol: fc.constantFrom("plain" as const, "plain" as const, "stonne" as const) });
  return fc.tuple(chips(), array, fc.constantFrom("os" as const, "ws" as const, "is" as const)).map(([chip, given, dataflow]) => ({ ...chip, array: given, dataflow: given.protocol === "stonne" ? "os" : dataflow }));
}

function drams(): fc.Arbitrary<Partial<ChipDescription["dram"]>> {
  return fc
    .record({
      kind: fc.constantFrom("hbm2" as const, "ddr4" as const, "lpddr4" as const),
      channels: fc.integer({ min: 1, max: 3 }),
      banks: fc.constantFrom(1, 2, 4),
      rowBytes: fc.constantFrom(64, 128, 256),
      burstBytes: fc.constantFrom(32, 64),
      bytesPerNs: fc.constantFrom(1, 6.4, 25.6),
      interleaveBytes: fc.constantFrom(32, 64, 256),
      page: fc.constantFrom("closed" as const, "closed" as const, "open" as const),
      lookAhead: fc.integer({ min: 1, max: 4 }),
      refreshSync: fc.constantFrom("op" as const, "op" as const, "tile" as const, "free" as const),
      refresh: fc.constantFrom({ tRefiNs: 300, tRfcNs: 60 }, { tRefiNs: 1100, tRfcNs: 100 }, { tRefiNs: 1000000, tRfcNs: 100 }, { tRefiNs: 100, tRfcNs: 0 }),
      controllerNs: fc.constantFrom(1, 20),
    })
    .map(({ refresh, ...rest }) => ({ ...rest, ...refresh }));
}
