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
      const { codes, left } = operandsOf(subject, datapath);
      const ascending = [...codes.keys()].toSorted((a, b) => Math.abs(left[a]) - Math.abs(left[b]));
      const ordered = Uint32Array.from(ascending, (i) => codes[i]);
      const magnitudes = Float64Array.from(ascending, (i) => Math.abs(left[i]));
      for (let at = 0; at < ordered.length; at += Math.max(1, Math.floor(ordered.length / partners))) yield* order(datapath, { ordered, magnitudes, other: ordered[at] });
    }
  },
};

interface Row {
  readonly ordered: Uint32Array;
  readonly magnitudes: Float64Array;
  readonly other: number;
}

function* order(datapath: FixedAccumulateDatapath, { ordered, magnitudes, other }: Row): Iterable<Breach> {
  for (let i = 1; i < ordered.length; i++) {
    if (magnitudes[i] === magnitudes[i - 1]) continue;
    for (const side of ["left", "right"] as const) {
      const term = (code: number): number => Math.abs(side === "left" ? termOf(datapath, code, other) : termOf(datapath, other, code));
      const [below, above] = [term(ordered[i - 1]), term(ordered[i])];
      if (above >= below) continue;
      yield { input: `${datapath.description}: ${side} code ${ordered[i]} after ${ordered[i - 1]}, with ${other}`, found: `${above}, below ${below}`, expected: "a term that is not smaller" };
    }
  }
}
