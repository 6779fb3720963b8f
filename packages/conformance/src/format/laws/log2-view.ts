import { nearestEven } from "@lnsim/contracts";
import { exp2 } from "@lnsim/elementary";
import type { Breach, Law } from "../../law.ts";
import { decodeAll, type FormatSubject } from "../subject.ts";

const steps = [0, 1, -1, 7, -12, 100_000, -100_000];

/** Multiplicative updates move codes on their grid and nothing else. */
export const log2View: Law<FormatSubject> = {
  name: "log2-view",
  sentence: "A shift by n grid steps multiplies magnitudes by 2^(n / gridPerOctave) up to the ends of the range; signs and zeros stay, and signs() tells them.",
  applies: ({ format }) => format.log2 !== undefined,
  *check(subject) {
    const { codes, values, format } = subject;
    const signs = new Float64Array(codes.length);
    format.log2!.signs(codes, signs);
    for (let i = 0; i < codes.length; i++) {
      if (signs[i] !== Math.sign(values[i])) yield { input: `signs() of code ${codes[i]}`, found: String(signs[i]), expected: String(Math.sign(values[i])) };
    }
    for (const step of steps) yield* shifted(subject, step);
  },
};

function* shifted(subject: FormatSubject, step: number): Iterable<Breach> {
  const { codes, values, format, largest, max } = subject;
  const { gridPerOctave } = format.log2!;
  const moved = codes.slice();
  format.log2!.shift(moved, new Float64Array(codes.length).fill(step / gridPerOctave), nearestEven);
  const after = decodeAll(subject, moved);
  // The smallest magnitudes of the two signs may differ by a step, where one of them is the code of zero.
  const smallest = format.range.smallest * max;
  const lowest = smallest * exp2(1.5 / gridPerOctave);
  for (let i = 0; i < codes.length; i++) {
    const wanted = values[i] * exp2(Math.max(-1000, Math.min(1000, step / gridPerOctave)));
    const isClamped = Math.abs(wanted) > largest || Math.abs(wanted) < lowest;
    const magnitude = Math.abs(after[i]);
    const isEnd = Math.abs(wanted) > largest ? magnitude === largest : magnitude >= smallest && magnitude <= lowest;
    const isRight = values[i] === 0 ? after[i] === 0 : Math.sign(after[i]) === Math.sign(values[i]) && (isClamped ? isEnd : Math.abs(after[i] / wanted - 1) < 1e-12);
    if (!isRight) yield { input: `${values[i]} shifted by ${step} grid steps`, found: String(after[i]), expected: isClamped ? "the end of the range, with its sign" : String(wanted) };
  }
}
