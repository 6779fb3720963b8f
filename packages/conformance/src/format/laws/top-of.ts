import type { Breach, Law } from "../../law.ts";
import type { FormatSubject } from "../subject.ts";

const tensorLargest = 3.3;
const trials = 500;

/** A coarse scale does not lose the group that it is chosen for. */
export const topOf: Law<FormatSubject> = {
  name: "top-of",
  sentence: "topOf() is 0 for an all-zero group only, above half of the group's largest magnitude, not falling as that grows, and its own top.",
  applies: ({ format }) => format.topOf !== undefined,
  *check({ format, random }) {
    const of = (largest: number): number => format.topOf!(largest, tensorLargest);
    if (of(0) !== 0 && !(of(0) > 0)) yield { input: `topOf(0, ${tensorLargest})`, found: String(of(0)), expected: "0, or a positive number" };
    const draw = random("top-of");
    const magnitudes = Float64Array.from({ length: trials }, (_, i) => (tensorLargest * (1 + draw.nextFloat())) / 2 / 2 ** Math.floor(i / 25)).toSorted();
    let before = 0;
    for (const largest of magnitudes) {
      const top = of(largest);
      yield* single({ largest, top, before, again: top <= tensorLargest ? of(top) : top });
      before = top;
    }
  },
};

function* single({ largest, top, before, again }: { readonly largest: number; readonly top: number; readonly before: number; readonly again: number }): Iterable<Breach> {
  const input = `topOf(${largest}, ${tensorLargest})`;
  if (!(top > largest / 2 && Number.isFinite(top))) yield { input, found: String(top), expected: `a finite number above ${largest / 2}` };
  if (top < before) yield { input, found: String(top), expected: `at least ${before}, the top of a smaller group` };
  if (again !== top) yield { input: `topOf(${top}, ${tensorLargest}), of a top`, found: String(again), expected: `${top}, the top itself` };
}
