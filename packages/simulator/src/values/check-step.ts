import { LnsimError, type NumberFormat } from "@lnsim/contracts";
import type { ChipDescription, GemmOp, Op } from "@lnsim/hardware";
import { createEngine } from "@lnsim/numerics";
import type { Arithmetic } from "@lnsim/training";
import type { StepMappings } from "./step-mappings.ts";
import type { RunResult } from "../result/run-result.ts";
import { checkValues } from "./check-values.ts";

/** Multiply-accumulates that values are passed through for: a minute or so. */
const mostMacs = 2 ** 34;

/** The ops of a step, on a machine, in its arithmetic. */
export interface StepValues {
  readonly description: ChipDescription;
  readonly arithmetic: Arithmetic;
  readonly ops: readonly Op[];
  /** How its program cuts products, by name of the op; null on machines without a global buffer. */
  readonly mappings: StepMappings;
  readonly seed: number;
}

/**
 * Lets random codes pass through the machine for every distinct matrix product of a step, and compares every output with the
 * numeric engine's.
 *
 * @throws {LnsimError} code "unsupported" where a step has more multiply-accumulates than can be done one by one.
 */
export function checkStep({ description, arithmetic, ops, mappings, seed }: StepValues): NonNullable<RunResult["values"]> {
  const products = distinctProducts(ops);
  requireFew(products.reduce((sum, { m, n, k }) => sum + m * n * k, 0));
  const engine = createEngine();
  const sums = { outputs: 0, mismatches: 0, macs: 0 };
  let first: NonNullable<RunResult["values"]>["first"] = null;
  for (const op of products) {
    const { left, right } = formatsOf(arithmetic, op);
    const report = checkValues({ description, op, datapath: arithmetic.datapaths[op.pass], left, right, seed, mapping: mappings.get(op.name), engine });
    sums.outputs += report.outputs;
    sums.mismatches += report.mismatches;
    sums.macs += report.macs;
    if (first === null && report.first !== null) first = { op: op.name, ...report.first };
  }
  return { operands: "random", step: null, seed, products: products.length, ...sums, first };
}

function distinctProducts(ops: readonly Op[]): readonly GemmOp[] {
  const products = new Map<string, GemmOp>();
  for (const op of ops) {
    const key = op.kind === "gemm" ? `${op.pass} ${op.m} ${op.n} ${op.k}` : "";
    if (op.kind === "gemm" && !products.has(key)) products.set(key, op);
  }
  return [...products.values()];
}

/** @throws {LnsimError} for more multiply-accumulates than can be done one by one. */
export function requireFew(macs: number): void {
  if (macs <= mostMacs) return;
  throw new LnsimError({
    code: "unsupported",
    message: "the step has too many multiply-accumulates to do each with values",
    path: "--values",
    found: `${macs} multiply-accumulates`,
    expected: `at most ${mostMacs}`,
    remedy: "lower the batch (--batch), choose passes (--passes), or take a product alone, such as --trace gemm:256,256,256",
  });
}

/** The formats of A and B. fprop: weights by activations; dgrad: weights by gradients; wgrad: activations by gradients. */
export function formatsOf({ weights, activations, gradients }: Arithmetic, { pass }: GemmOp): { readonly left: NumberFormat; readonly right: NumberFormat } {
  if (pass === "wgrad") return { left: activations, right: gradients };
  return { left: weights, right: pass === "fprop" ? activations : gradients };
}
