import { log2 } from "@lnsim/elementary";
import { between } from "../between.ts";
import type { Breach, Law } from "../../law.ts";
import { storedValues, type FormatSubject } from "../subject.ts";

const places = 12;
const draws = 2048;
/** A place that is too far off is tried once more, with this many times the draws. */
const repeats = 16;
const sigmas = 4;

/** Stochastic rounding goes up as often as the value lies up. */
export const stochasticUnbiased: Law<FormatSubject> = {
  name: "stochastic-unbiased",
  sentence: "Stochastic rounding takes one of the two values around a number, the upper one with the probability of its share, within 4 sigma.",
  applies: ({ intervals }) => intervals.low.length > 0,
  *check(subject) {
    const { intervals, isLogarithmic } = subject;
    const random = subject.random("stochastic places");
    for (let place = 0; place < places; place++) {
      const at = random.nextBelow(intervals.low.length);
      const [low, high] = [intervals.low[at], intervals.high[at]];
      const value = between(low, high, 0.02 + 0.96 * random.nextFloat(), isLogarithmic);
      if (value <= low || value >= high) continue;
      const trial = { low, high, value, stream: `stochastic ${place}` };
      const first = [...measure(subject, trial, draws)];
      if (first.length > 0) yield* measure(subject, { ...trial, stream: `${trial.stream} again` }, draws * repeats);
    }
  },
};

interface Trial {
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly stream: string;
}

function* measure(subject: FormatSubject, { low, high, value, stream }: Trial, count: number): Iterable<Breach> {
  const stored = storedValues(subject, new Float64Array(count).fill(value), { mode: "stochastic", random: subject.random(stream) });
  const input = `the value stored for ${value}, stochastic`;
  let ups = 0;
  for (let i = 0; i < count; i++) {
    if (stored[i] !== low && stored[i] !== high) return yield { input, found: String(stored[i]), expected: `${low} or ${high}` };
    if (stored[i] === high) ups++;
  }
  const share = subject.isLogarithmic ? log2(value / low) / log2(high / low) : (value - low) / (high - low);
  const deviation = Math.sqrt(share * (1 - share) * count);
  if (Math.abs(ups - share * count) <= sigmas * deviation + 1) return;
  yield { input: `${input} ${count} times`, found: `${high} in ${ups} of them`, expected: `${(share * count).toFixed(1)}, within ${(sigmas * deviation).toFixed(1)}` };
}
