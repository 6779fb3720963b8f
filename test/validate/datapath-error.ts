/**
 * What the default 24-bit datapath costs in single values: the first training step of the golden network, computed once
 * with exact accumulation of unrounded constants (the mode of the golden vectors) and once with the default datapath.
 */
import { withDefaults } from "@lnsim/contracts";
import { createEngine } from "@lnsim/numerics";
import { mlpModel, vectorInput } from "@lnsim/trace";
import { sameDatapaths, Trainer, type Arithmetic } from "@lnsim/training";
import { golden, goldenArithmetic, goldenOptimizer } from "../training/golden-case.ts";

/** Largest errors of one tensor, as shares of its largest magnitude. */
export interface DatapathError {
  readonly tensor: string;
  readonly largest: number;
  readonly rootMeanSquare: number;
}

/** Compares logits and weight gradients of the first step, before and after their quantisation. */
export function measureDatapathError(): readonly DatapathError[] {
  const golden64 = golden.cases["lns8_madam_u16"];
  const exact = goldenArithmetic(golden64);
  const { parameters, create } = exact.weights.datapath!;
  const expected = firstStep(exact);
  const found = firstStep({ ...exact, datapaths: sameDatapaths(create(withDefaults(parameters))) });
  return [...expected].map(([tensor, values]) => ({ tensor, ...errorOf(found.get(tensor)!, values) }));
}

function firstStep(arithmetic: Arithmetic): ReadonlyMap<string, Float64Array> {
  const seen = new Map<string, Float64Array>();
  const trainer = new Trainer({
    model: mlpModel(golden.dims),
    input: vectorInput(golden.dims[0]),
    initial: new Map(golden.W.flatMap((weights, i) => [
      [`fc${i + 1}.weight`, Float64Array.from(weights.flat())] as const,
      [`fc${i + 1}.bias`, Float64Array.from(golden.b[i])] as const,
    ])),
    arithmetic,
    optimizer: goldenOptimizer(golden.cases["lns8_madam_u16"]),
    engine: createEngine(),
    seed: 1,
    observe: ({ name, role, stored, values }) => {
      if (role === "logits") seen.set("logits", Float64Array.from(values!));
      if (role !== "G" || stored === null) return;
      const decoded = new Float64Array(stored.codes.length);
      stored.format.decode(stored.codes, stored.max, decoded);
      seen.set(name, decoded);
    },
  });
  trainer.step({ count: golden.x.length, inputs: Float64Array.from(golden.x.flat()), labels: Uint8Array.from(golden.y) });
  return seen;
}

function errorOf(found: Float64Array, expected: Float64Array): Omit<DatapathError, "tensor"> {
  const top = Math.max(...expected.map(Math.abs));
  const errors = expected.map((value, i) => Math.abs(found[i] - value) / top);
  return { largest: Math.max(...errors), rootMeanSquare: Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length) };
}

/** The errors as a table for a terminal. */
export function formatDatapathError(errors: readonly DatapathError[]): string {
  const rows = errors.map(({ tensor, largest, rootMeanSquare }) => `${tensor.padEnd(16)}  ${largest.toExponential(2)}  ${rootMeanSquare.toExponential(2)}`);
  return ["tensor            largest   rms     (24-bit datapath against exact accumulation, shares of the largest value)", ...rows].join("\n");
}
