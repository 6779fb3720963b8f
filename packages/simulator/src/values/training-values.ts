import { LnsimError, type MacDatapath } from "@lnsim/contracts";
import { machineDatapath, machineValues, type ChipDescription, type GemmOp, type Op, type PeValues } from "@lnsim/hardware";
import { createEngine, type Engine, type FloatGemmOperands, type GemmOperands } from "@lnsim/numerics";
import type { ObservedProduct } from "@lnsim/training";
import type { RunResult } from "../result/run-result.ts";
import { requireFew } from "./check-step.ts";
import { compareSums, engineSums } from "./check-values.ts";
import { keyOfOp, productKey } from "./product-key.ts";
import { rowMajor } from "./row-major.ts";
import type { StepMappings } from "./step-mappings.ts";

/** The step of a training whose operands pass through a machine. */
export interface TrainingValuesPlan {
  readonly description: ChipDescription;
  /** As the machine is asked for the distinct steps, one of which it is, and how its program cuts them. */
  readonly steps: readonly { readonly ops: readonly Op[]; readonly mappings: StepMappings }[];
  /** From 1. */
  readonly step: number;
  readonly seed: number;
}

/**
 * Lets the operands of every matrix product of a training step pass through the machine as its program cuts them, and compares every
 * output with the sum that the training made: of the same codes, on the numeric engine. Where a machine's PEs take the products in
 * another order than the training's datapath (a systolic array), with what the engine makes of them in that order.
 */
export class TrainingValues {
  readonly #plan: TrainingValuesPlan;
  readonly #engine: Engine = createEngine();
  /** Products of the distinct steps by site and shape; of the one that it is, once the first has passed. */
  #steps: readonly StepProducts[];
  readonly #sums = { products: 0, outputs: 0, mismatches: 0, macs: 0 };
  #first: NonNullable<RunResult["values"]>["first"] = null;

  /** @throws {LnsimError} code "unsupported" where the step has more multiply-accumulates than can be done one by one. */
  constructor(plan: TrainingValuesPlan) {
    this.#plan = plan;
    this.#steps = plan.steps.map(({ ops, mappings }) => {
      const products = ops.filter((op) => op.kind === "gemm");
      requireFew(products.reduce((sum, { m, n, k, count = 1 }) => sum + m * n * k * count, 0));
      const count = products.reduce((sum, op) => sum + (op.count ?? 1), 0);
      return { count, mappings, byKey: new Map(products.map((op) => [keyOfOp(op), op])) };
    });
  }

  /** Told of a product while its step is trained. */
  readonly observe = (product: ObservedProduct): void => {
    const { site, datapath, m, n, k } = product;
    const key = productKey(site, product);
    this.#steps = this.#steps.filter(({ byKey }) => byKey.has(key));
    if (this.#steps.length === 0) throw new Error(`no step that was timed has the product ${key} beside those before it`);
    if (product.hasVectorScales) throw vectorScales(site);
    const { description } = this.#plan;
    const { byKey, mappings } = this.#steps[0]!;
    const op = byKey.get(key)!;
    const operands = { m, n, k, a: rowMajor(product.a, m, k, product.aTransposed), b: rowMajor(product.b, k, n, product.bTransposed) };
    const mapping = mappings.get(op.name);
    const { out, macs } = machineValues({ ...operands, datapath, description, op, ...(mapping !== undefined && { mapping }) });
    const { mismatches, first } = compareSums(out, this.#expected(product, operands, out), n);
    this.#sums.products += 1;
    this.#sums.outputs += out.length;
    this.#sums.mismatches += mismatches;
    this.#sums.macs += macs;
    if (first !== null) this.#first ??= { op: site, ...first };
  };

  /** What came of it; the products of the step have passed. @throws {LnsimError} when the training began behind the step. */
  finish(): NonNullable<RunResult["values"]> {
    const { step, seed } = this.#plan;
    if (this.#sums.products === 0) throw notTrained(step);
    const asked = this.#steps[0]!.count;
    if (asked !== this.#sums.products) throw new Error(`${this.#sums.products} products passed through the machine, and the step that was timed has ${asked}`);
    return { operands: "training", step, seed, ...this.#sums, first: this.#first };
  }

  #expected({ datapath, sums }: ObservedProduct, operands: { readonly m: number; readonly n: number; readonly k: number }, like: PeValues["out"]): PeValues["out"] {
    const own = machineDatapath<MacDatapath>(this.#plan.description, datapath);
    if (own === datapath) return sums;
    return engineSums(this.#engine, own, operands as GemmOperands | FloatGemmOperands, like);
  }
}

/** The products of one step. */
interface StepProducts {
  readonly count: number;
  readonly mappings: StepMappings;
  readonly byKey: ReadonlyMap<string, GemmOp>;
}

function notTrained(step: number): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: "the training goes on from a checkpoint behind the step whose operands were to pass through the machine",
    path: "--values-step",
    found: String(step),
    remedy: "choose a step that is still to be trained, or leave --checkpoint out",
  });
}

function vectorScales(site: string): LnsimError {
  return new LnsimError({
    code: "unsupported",
    message: `${site} multiplies vectors with scales of their own, which do not pass through the machine with their codes`,
    path: "--values",
    remedy: "leave --values out, or choose formats with a scale a tensor",
  });
}
