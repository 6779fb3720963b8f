import type { Breach, Law } from "../../law.ts";
import { changeOf, type OptimizerSubject } from "../subject.ts";

const magnitudes = [0, 1e-300, 1e-45, 1e-20, 1e-8, 1, 1e8, 1e20, 1e38];
const steps = 4;

/** Any finite gradient gives a finite change. */
export const finite: Law<OptimizerSubject> = {
  name: "finite",
  sentence: "Gradients from 0 to 1e38 of either sign, in any order, give finite changes at zero and other weights, with state in double and single precision.",
  *check(subject) {
    yield* sequences(subject, Float64Array);
    yield* sequences(subject, Float32Array);
  },
};

function* sequences({ optimizer, random }: OptimizerSubject, Kind: Float64ArrayConstructor | Float32ArrayConstructor): Iterable<Breach> {
  const draw = random("finite");
  const length = magnitudes.length * 6;
  const weights = Float64Array.from({ length }, (_, i) => [1, -1, 0][i % 3]);
  const slots = optimizer.slots.map(({ initial }) => new Kind(length).fill(initial));
  for (let step = 1; step <= steps; step++) {
    const gradients = Float64Array.from({ length }, (_, i) => {
      const magnitude = step === 1 ? magnitudes[Math.floor(i / 6)] : magnitudes[draw.nextBelow(magnitudes.length)];
      return i % 2 === 0 ? magnitude : -magnitude;
    });
    const change = changeOf(optimizer, { weights, slots }, { step, gradients });
    const at = change.findIndex((each) => !Number.isFinite(each));
    if (at < 0) continue;
    yield { input: `step ${step}, gradient ${gradients[at]} at weight ${weights[at]}, ${Kind.name} state`, found: `change ${change[at]}`, expected: "a finite change" };
  }
}
