import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { Breach, Law } from "../law.ts";
import type { FormatSubject } from "../format/subject.ts";

/** What float64 adds exactly. */
const exactBits = 52;

/** A declared fixed datapath stays within what the host computes exactly. */
export const datapathExactness: Law<FormatSubject> = {
  name: "datapath-exactness",
  sentence: "Terms of a fixed datapath are integers whose sums over a vector are exact in float64, and its accumulator is within the contract's limits.",
  applies: ({ datapaths }) => datapaths.some(({ kind }) => kind === "fixed"),
  *check({ datapaths }) {
    for (const datapath of datapaths) {
      if (datapath.kind !== "fixed" || datapath.accumulator === "wide") continue;
      if (isAccumulator(datapath.accumulator)) yield* exactness(datapath);
      else yield { input: `${datapath.description}: accumulator`, found: String(datapath.accumulator), expected: "an integer accumulator, binary32 or wide" };
    }
  },
};

function isAccumulator(accumulator: unknown): boolean {
  return accumulator === "binary32" || (typeof accumulator === "object" && accumulator !== null);
}

function* exactness(datapath: FixedAccumulateDatapath): Iterable<Breach> {
  const { leftFactor, leftClass, classes, rightCodeCount, head, tail, cutBits, accumulator, fractionBits, vectorSize, description } = datapath;
  let shift = 1;
  if (typeof accumulator === "object") {
    shift = accumulator.lsb + fractionBits - cutBits;
    const least = cutBits === 0 ? 1 : 0;
    if (!(shift >= least && shift <= 40)) yield { input: `${description}: lsb + fractionBits - cutBits`, found: String(shift), expected: `${least} to 40` };
    if (!(accumulator.bits >= 2 && accumulator.bits <= 32)) yield { input: `${description}: accumulator.bits`, found: String(accumulator.bits), expected: "2 to 32" };
  }
  const smallest = new Float64Array(classes).fill(Infinity);
  const largest = new Float64Array(classes);
  for (let code = 0; code < leftFactor.length; code++) {
    const factor = Math.abs(leftFactor[code]);
    const of = leftClass[code];
    if (of >= classes) yield { input: `${description}: leftClass[${code}]`, found: String(of), expected: `below ${classes}` };
    if (factor === 0) continue;
    smallest[of] = Math.min(smallest[of], factor);
    largest[of] = Math.max(largest[of], factor);
  }
  const limit = (2 ** exactBits - 2 ** shift) / vectorSize;
  for (let index = 0; index < head.length; index++) {
    const of = Math.floor(index / rightCodeCount);
    if (largest[of] === 0 || !Number.isFinite(head[index])) continue;
    const factor = tail === null ? 1 : tail[index];
    const where = `${description}: class ${of}, right code ${index % rightCodeCount}`;
    if (!(Number.isInteger(factor) && factor >= 0)) yield { input: `${where}, tail`, found: String(factor), expected: "an integer, not negative" };
    if (cutBits === 0 && !Number.isInteger(head[index] * smallest[of])) yield { input: `${where}, head times the smallest left factor`, found: String(head[index] * smallest[of]), expected: "an integer" };
    const magnitude = Math.trunc((Math.abs(head[index]) * largest[of]) / 2 ** cutBits) * factor;
    if (magnitude >= limit) yield { input: `${where}, the largest term in units of the cut`, found: String(magnitude), expected: `below ${limit}, so that ${vectorSize} of them add up exactly` };
  }
}
