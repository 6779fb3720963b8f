import type { Codes, NumberFormat } from "@lnsim/contracts";
import { createEngine } from "@lnsim/numerics";
import { mlpModel, vectorInput } from "@lnsim/trace";
import { Trainer, type ObservedTensor } from "@lnsim/training";
import { describe, expect, test } from "vitest";
import { golden, goldenArithmetic, goldenOptimizer, type GoldenCase, type GoldenCodes } from "./golden-case.ts";

/** What one step showed: its loss and every tensor by "role name". */
interface SeenStep {
  readonly loss: number;
  readonly tensors: ReadonlyMap<string, ObservedTensor>;
}

/** Trains as many steps as the case has and keeps copies of what was observed. */
function observe(golden64: GoldenCase): readonly SeenStep[] {
  let tensors = new Map<string, ObservedTensor>();
  const trainer = new Trainer({
    model: mlpModel(golden.dims),
    input: vectorInput(golden.dims[0]),
    initial: new Map(golden.W.flatMap((weights, i) => [
      [`fc${i + 1}.weight`, Float64Array.from(weights.flat())] as const,
      [`fc${i + 1}.bias`, Float64Array.from(golden.b[i])] as const,
    ])),
    arithmetic: goldenArithmetic(golden64),
    optimizer: goldenOptimizer(golden64),
    engine: createEngine(),
    seed: 1,
    observe: (tensor) => {
      const { stored, values } = tensor;
      const copy = stored === null ? null : { codes: stored.codes.slice(), format: stored.format, max: stored.max, groups: stored.groups };
      tensors.set(`${tensor.role} ${tensor.name}`, { ...tensor, stored: copy, values: values?.slice() ?? null });
    },
  });
  const batch = { count: golden.x.length, inputs: Float64Array.from(golden.x.flat()), labels: Uint8Array.from(golden.y) };
  return golden64.steps.map(() => {
    tensors = new Map();
    return { loss: trainer.step(batch).lossSum / batch.count, tensors };
  });
}

/** Exponent, or -1 for zero, and sign of each code. */
function split(codes: Codes, format: NumberFormat): { exponents: number[]; signs: number[] } {
  const signBit = (format.codeCount - 1) / 2;
  const isZero = (code: number): boolean => code === format.zeroCode;
  return {
    exponents: Array.from(codes, (code) => (isZero(code) ? -1 : code & (signBit - 1))),
    signs: Array.from(codes, (code) => (isZero(code) ? 0 : code & signBit ? -1 : 1)),
  };
}

/** From rows x columns to columns x rows. */
function transpose<Item>(items: readonly Item[], rows: number): Item[] {
  const columns = items.length / rows;
  return items.map((_, i) => items[(i % rows) * columns + Math.floor(i / rows)]);
}

function expectClose(found: ArrayLike<number>, expected: readonly number[], what: string): void {
  expect(found.length, what).toBe(expected.length);
  const largest = Math.max(...expected.map(Math.abs));
  for (let i = 0; i < expected.length; i++) {
    // Relative to the value; sums that cancel, to the tensor's rounding noise.
    const tolerance = Math.max(1e-9 * Math.abs(expected[i]), 1e-15 * largest);
    expect(Math.abs(found[i] - expected[i]), `${what}[${i}]`).toBeLessThanOrEqual(tolerance);
  }
}

function expectCodes(seen: ObservedTensor, [exponents, signs, max]: GoldenCodes, isTransposed: boolean): void {
  const { codes, format, max: found } = seen.stored!;
  const parts = split(codes, format);
  const order = <Item>(items: Item[]): Item[] => (isTransposed ? transpose(items, seen.rows) : items);
  expect(order(parts.exponents), `exponents of ${seen.name}`).toEqual(exponents.flat());
  expect(order(parts.signs), `signs of ${seen.name}`).toEqual(signs.flat().map((sign, i) => (exponents.flat()[i] === -1 ? 0 : sign)));
  expectClose([found], [max], `max of ${seen.name}`);
}

/** Decoded values of a stored tensor. */
function decoded({ stored, values }: ObservedTensor): Float64Array {
  const out = new Float64Array(stored?.codes.length ?? values!.length);
  if (stored === null) out.set(values!);
  else stored.format.decode(stored.codes, stored.max, out);
  return out;
}

const cases = Object.entries(golden.cases).filter(([name]) => name.startsWith("lns8"));

test("all configurations in LNS8 are compared", () => {
  expect(cases.map(([name]) => name)).toEqual([
    "lns8_madam_u16", "lns8_madam_u12", "lns8_sgd_u16", "lns8_adam_u16", "lns8_madam_u16_lut1", "lns8_madam_u16_lut2", "lns8_madam_u16_lut4",
  ]);
});

describe.each(cases)("%s equals the separate implementation", (_, golden64) => {
  const steps = observe(golden64);
  const at = (step: number, key: string): ObservedTensor => steps[step].tensors.get(key)!;

  test.each([0, 1, 2])("step %i", (step) => {
    const expected = golden64.steps[step];
    const layers = [1, 2, 3];
    const inputs = ["A input", "A relu1.out", "A relu2.out"];
    for (const layer of layers) {
      expectCodes(at(step, inputs[layer - 1]), expected.act_codes![layer - 1], layer > 1);
      expectCodes(at(step, `W fc${layer}.weight`), expected.w_codes![layer - 1], false);
    }
    expectClose(transpose([...at(step, "logits fc3.out").values!], 3), expected.logits.flat(), "logits");
    expectClose([steps[step].loss], [expected.loss], "loss");
    for (const layer of layers) {
      expectCodes(at(step, `E fc${layer}.out.grad`), expected.E_codes_last_to_first[3 - layer], true);
      const gradient = at(step, `G fc${layer}.weight.grad`);
      expectClose(decoded(gradient), expected.G[2 * layer - 2].flat(), `G ${layer}`);
      expectClose(decoded(at(step, `bias gradient fc${layer}.bias.grad`)), expected.G[2 * layer - 1].flat(), `bias gradient ${layer}`);
      for (const [i, kind] of [[2 * layer - 2, "weight"], [2 * layer - 1, "bias"]] as const) {
        const stored = at(step, `update fc${layer}.${kind}`);
        expectCodes(stored, expected.update_codes[i]!, false);
        expectClose(decoded(stored), expected.params_after[i].flat(), stored.name);
      }
    }
  });
});
