import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { Breach, Law } from "../law.ts";
import type { FormatSubject } from "../format/subject.ts";
import { operandsOf, termOf } from "./fixed-terms.ts";

const partners = 32;

/** Conversion may be approximate, but it keeps order. */
export const datapathOrder: Law<FormatSubject> = {
  name: "datapath-order",
  sentence: "With the other operand fixed, a larger magnitude never gives the smaller term, on either side.",
  applies: ({ datapaths }) => datapaths.some(({ kind }) => kind === "fixed"),
  *check(subject) {
    for (const datapath of subject.datapaths) {
      if (datapath.kind !== "fixed") continue;
      const { leftCodes, left, rightCodes, right } = operandsOf(subject, datapath);
      yield* order(datapath, { side: "left", codes: leftCodes, values: left, others: rightCodes });
      yield* order(datapath, { side: "right", codes: rightCodes, values: right, others: leftCodes });
    }
  },
};

interface Row {
  readonly side: "left" | "right";
  readonly codes: Uint32Array;
  readonly values: Float64Array;
  /** Codes of the operand on the other side. */
  readonly others: Uint32Array;
}

function* order(datapath: FixedAccumulateDatapath, { side, codes, values, others }: Row): Iterable<Breach> {
  const ascending = [...codes.keys()].toSorted((a, b) => Math.abs(values[a]) - Math.abs(values[b]));
  for (let at = 0; at < others.length; at += Math.max(1, Math.floor(others.length / partners))) {
    const term = (i: number): number => Math.abs(side === "left" ? termOf(datapath, codes[i], others[at]) : termOf(datapath, others[at], codes[i]));
    for (let k = 1; k < ascending.length; k++) {
      const [below, above] = [ascending[k - 1], ascending[k]];
      if (Math.abs(values[below]) === Math.abs(values[above]) || term(above) >= term(below)) continue;
      const input = `${datapath.description}: ${side} code ${codes[above]} after ${codes[below]}, with ${others[at]}`;
      yield { input, found: `${term(above)}, below ${term(below)}`, expected: "a term that is not smaller" };
    }
  }
}
