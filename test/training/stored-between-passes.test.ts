import { withDefaults, type NumberFormat } from "@lnsim/contracts";
import { floatPlugin } from "@lnsim/format-float";
import { createEngine } from "@lnsim/numerics";
import { fullPrecision, Trainer, type Arithmetic } from "@lnsim/training";
import { expect, test } from "vitest";
import { lns8Machine, madam } from "./machine-arithmetic.ts";
import { convolutional, drawBatch, drawParameters, transformer, type SmallNetwork } from "./networks.ts";

const engine = createEngine();
const bf16 = floatPlugin.create(withDefaults(floatPlugin.parameters, { fractionBits: 7 }), "float:fractionBits=7");
const binary32 = floatPlugin.create(withDefaults(floatPlugin.parameters), "float");

interface Trained {
  readonly losses: readonly number[];
  readonly logits: readonly number[];
}

function train(network: SmallNetwork, arithmetic: Arithmetic, steps: number): Trained {
  const { model, input } = network;
  let logits: number[] = [];
  const observe = ({ role, values }: { role: string; values: ArrayLike<number> | null }): void => void (role === "logits" ? (logits = Array.from(values!)) : 0);
  const trainer = new Trainer({ model, input, initial: drawParameters(network, 4), arithmetic, optimizer: madam(0.02), engine, seed: 1, observe });
  const batch = drawBatch(network, 24, 5);
  return { losses: Array.from({ length: steps }, () => trainer.step(batch).lossSum), logits };
}

function isRounded(values: readonly number[], format: NumberFormat): boolean {
  const codes = new Uint32Array(values.length);
  const again = new Float64Array(values.length);
  format.encode(Float64Array.from(values), 1, { mode: "nearest-even" }, codes);
  format.decode(codes, 1, again);
  return values.every((value, i) => value === again[i]);
}

test.each([
  ["convolutions", convolutional],
  ["a transformer", transformer],
])("in %s, tensors wait in the spill format under current scales only", (_, network) => {
  const current = train(network, lns8Machine(), 12);
  const oracle = train(network, lns8Machine({ scalePolicy: "oracle" }), 12);
  expect([isRounded(current.logits, bf16), isRounded(oracle.logits, bf16)]).toEqual([true, false]);
  expect(train(network, lns8Machine({ spill: null }), 12)).toEqual(oracle);
  for (const { losses } of [current, oracle]) expect(losses.at(-1)).toBeLessThan(0.95 * losses[0]);
});

test.each([
  ["convolutions", convolutional],
  ["a transformer", transformer],
])("in %s, results of the PPU have its precision, and it still learns", (_, network) => {
  const exact = train(network, fullPrecision(binary32), 12);
  const rounded = train(network, { ...fullPrecision(binary32), ppu: bf16 }, 12);
  expect([isRounded(rounded.logits, bf16), isRounded(exact.logits, bf16)]).toEqual([true, false]);
  expect(rounded.losses.at(-1)).toBeLessThan(0.95 * rounded.losses[0]);
  expect(train(network, { ...fullPrecision(binary32), ppu: binary32 }, 12)).toEqual(exact);
});
