import type { LogAccumulateDatapath } from "@lnsim/contracts";
import { exp2, log2 } from "@lnsim/elementary";
import type { Breach, Law } from "../law.ts";
import type { FormatSubject } from "../format/subject.ts";

/**
 * Octaves that a sum of equal signs may be off: the coarsest approximation in use, 2^-floor(d) for log2(1 + 2^-d), is off
 * by log2(4 / 3) = 0.415 just below d = 1, and is meant to pass.
 */
const tolerance = 0.45;

/** Delta tables approximate the logarithms that they stand for. */
export const datapathLogDeltas: Law<FormatSubject> = {
  name: "datapath-log-deltas",
  sentence: "Delta tables approximate log2(1 +- 2^-d): a sum of equal signs is off by less than 0.45 octaves and never below its larger operand, a difference never above it from d = 1 on.",
  applies: ({ datapaths }) => datapaths.some(({ kind }) => kind === "log"),
  *check({ datapaths }) {
    for (const datapath of datapaths) {
      if (datapath.kind === "log") yield* deltas(datapath);
    }
  },
};

function* deltas({ deltaSame, deltaOpposite, fractionBits, description }: LogAccumulateDatapath): Iterable<Breach> {
  const octave = 2 ** fractionBits;
  for (let d = 0; d < deltaSame.length; d++) {
    const wanted = log2(1 + exp2(-d / octave)) * octave;
    const isRight = deltaSame[d] >= 0 && Math.abs(deltaSame[d] - wanted) <= tolerance * octave;
    if (!isRight) yield { input: `${description}: deltaSame[${d}]`, found: String(deltaSame[d]), expected: `${wanted.toFixed(2)}, within ${tolerance * octave}` };
  }
  for (let d = 1; d < deltaOpposite.length; d++) {
    if (deltaOpposite[d] > 0) yield { input: `${description}: deltaOpposite[${d}]`, found: String(deltaOpposite[d]), expected: "0 or less" };
  }
}
