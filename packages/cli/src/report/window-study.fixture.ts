import type { WindowFigures, WindowRow, WindowStudy } from "@lnsim/simulator";

/** Figures of a window with a given noise and number of clipped sums. */
export function figures(sqnrDb: number, saturations: number, testAccuracy = 0.9): WindowFigures {
  return {
    testAccuracy,
    testLoss: 0.3,
    lastLoss: 0.25,
    meanLoss: 0.7,
    isFinite: true,
    losses: { steps: [1, 100], vectors: 80_000, saturations, lostBits: 20_000 },
    worst: { site: "fc1.dgrad", sqnrDb },
    medianSqnrDb: sqnrDb + 5,
    quantizerDb: 32,
    largest: { site: "conv1.wgrad", share: 26.5 },
  };
}

/** A window of lns8. */
export function row(lsb: number, of: WindowFigures): WindowRow {
  const place = { lsbOctave: lsb - 31.75, clipOctave: lsb - 8.75 };
  return { lsb, places: { fprop: place, dgrad: place, wgrad: place }, ...of };
}

/** Four windows around that of the machine: one that clips, two that do not, one with much noise. */
export const study: WindowStudy = {
  machine: {
    name: "lns-madam",
    hash: "0".repeat(64),
    changes: [{ path: "numerics.datapath.lut", from: 8, to: 4 }],
    formats: { weights: { id: "lns", name: "lns8", bits: 8 } },
    datapath: "remainder bins, 24-bit accumulator at 2^16",
  },
  trace: { name: "mnist-lenet", hash: "1".repeat(64), batchSize: 128, steps: 469 },
  steps: 100,
  seed: 1,
  machineLsb: 16,
  bestLsb: 14,
  windows: [row(12, figures(9, 910, 0.3)), row(14, figures(63, 0)), row(16, figures(61, 0, 0.92)), row(24, figures(31, 0))],
  exactSums: { ...figures(145, 0, 0.91), losses: null },
  leftOut: [],
};
