import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { SeededRandom } from "@lnsim/elementary";
import type { Breach, Law } from "../law.ts";
import type { FormatSubject } from "../format/subject.ts";
import { accumulate } from "./accumulate.ts";
import { conversionError, cutLoss, operandsOf, termOf, termUnit } from "./fixed-terms.ts";

const trials = 40;
const vectors = 3;

/** A dot product in the declared accumulator is the exact one, up to what the accumulator declares to lose. */
export const datapathDotProducts: Law<FormatSubject> = {
  name: "datapath-dot-products",
  sentence: "A dot product of three vectors equals exact arithmetic up to conversion, cut and one accumulator LSB per vector, or saturates on the right side.",
  applies: ({ datapaths }) => datapaths.some(({ kind }) => kind === "fixed"),
  *check(subject) {
    for (const datapath of subject.datapaths) {
      if (datapath.kind !== "fixed") continue;
      const random = subject.random("dot products");
      const operands = operandsOf(subject, datapath);
      for (let trial = 0; trial < trials; trial++) yield* dotProduct({ subject, datapath, operands, random }, trial);
    }
  },
};

interface Setting {
  readonly subject: FormatSubject;
  readonly datapath: FixedAccumulateDatapath;
  readonly operands: ReturnType<typeof operandsOf>;
  readonly random: SeededRandom;
}

function* dotProduct({ subject, datapath, operands: { leftCodes, left, rightCodes, right }, random }: Setting, trial: number): Iterable<Breach> {
  const length = Math.min(vectors * datapath.vectorSize, 1000);
  const terms = new Float64Array(length);
  let [exact, size, largestPartial] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    const [a, b] = [random.nextBelow(left.length), random.nextBelow(right.length)];
    terms[i] = termOf(datapath, leftCodes[a], rightCodes[b]);
    exact += left[a] * right[b];
    size += Math.abs(left[a] * right[b]);
    largestPartial = Math.max(largestPartial, Math.abs(exact));
  }
  const { value, limit, lsb } = accumulate(datapath, terms);
  const slack = size * (conversionError(datapath, subject) + 1e-9) + length * cutLoss(datapath) + Math.ceil(length / datapath.vectorSize) * lsb * 1.001;
  const rounding = datapath.accumulator === "binary32" ? size * vectors * 2 ** -23 : 0;
  if (largestPartial + slack >= limit) return;
  if (Math.abs(value - exact) <= slack + rounding) return;
  const input = `${datapath.description}: a dot product of ${length} terms, trial ${trial}`;
  yield { input, found: String(value), expected: `${exact}, within ${slack + rounding} (an LSB is ${lsb}, unit ${termUnit(datapath)})` };
}
