import { createRandom } from "@lnsim/elementary";
import { createEngine } from "@lnsim/numerics";
import { mlpModel, vectorInput } from "@lnsim/trace";
import { Trainer } from "@lnsim/training";
import { expect, test } from "vitest";
import { lns, lns8Machine, madam } from "./machine-arithmetic.ts";

/** Exponents of LNS8 codes; zero is (negative, 0). */
function exponents(codes: Iterable<number>): number[] {
  return [...codes].map((code) => code & 127);
}

test("weights of an 8-bit update grid are read relative to their largest one, as those of a finer grid are", () => {
  const random = createRandom(4, "weights");
  const draw = (length: number): Float32Array => Float32Array.from({ length }, () => random.nextFloat() - 0.5);
  const initial = new Map([["fc1.weight", draw(12)], ["fc1.bias", draw(3)]]);
  const seen: { codes: number[]; max: number }[] = [];
  const trainer = new Trainer({
    model: mlpModel([4, 3]),
    input: vectorInput(4),
    initial,
    arithmetic: lns8Machine({ update: lns(8) }),
    optimizer: madam(0.0625),
    engine: createEngine(),
    seed: 1,
    observe: ({ name, role, stored }) => void (role === "W" && name === "fc1.weight" && seen.push({ codes: [...stored!.codes], max: stored!.max })),
  });
  const grid = trainer.parameters[0].stored!;
  const [stored, top] = [[...grid.codes], grid.top];
  trainer.step({ count: 2, inputs: draw(8), labels: Uint8Array.of(0, 2) });

  const largest = Math.max(...exponents(stored));
  expect(largest).toBeLessThan(127);
  expect(exponents(seen[0].codes)).toEqual(exponents(stored).map((exponent) => 127 + exponent - largest));
  expect(seen[0].max / top).toBeCloseTo(2 ** ((largest - 127) / 8), 12);
});
