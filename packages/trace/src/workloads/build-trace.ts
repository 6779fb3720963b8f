import { LnsimError } from "@lnsim/contracts";
import { issuedMacs, usefulMacs } from "../macs.ts";
import { stepOps } from "../ops/step-ops.ts";
import type { StepShape, TraceContent } from "../schema.ts";
import type { Workload } from "./workload.ts";

/** Samples in a step where neither the workload nor anyone else says. */
const defaultBatch = 32;

/** The largest batch that can be asked for. */
const largestBatch = 65536;

/**
 * A shape trace of one training step of a workload, with `batch` samples where the workload does not say how many.
 *
 * Throws `invalid-value` for a batch that cannot be and for sizes whose counts would not be exact, `invalid-combination`
 * for a batch where the workload says it itself.
 */
export function buildTrace(workload: Workload, batch?: number): TraceContent {
  const { name, title, sizes, leftOut, input, model, hasLoss } = workload;
  const samples = batchOf(workload, batch);
  const shape: StepShape = { batch: samples, count: 1, ops: stepOps(model, input, samples, { hasLoss }) };
  requireExact(shape, name);
  const chosen = workload.batch === undefined ? ` --batch ${samples}` : "";
  return {
    header: {
      schema: 2,
      name,
      kind: "shape",
      description: `${title}: one training step of batch ${samples}`,
      source: {
        tool: "lnsim",
        command: `lnsim trace build ${name}${chosen}`,
        sizes,
        ...(leftOut !== undefined && { leftOut }),
      },
      input,
      model,
      ...(hasLoss && { loss: "softmax-cross-entropy" as const }),
      batchSize: samples,
      epochs: 1,
      steps: 1,
      recipe: { optimizer: "madam", seed: 1, biases: "auto" },
      stepShapes: [shape],
    },
    parameters: new Map(),
    indices: [],
    recorded: null,
  };
}

function batchOf({ name, batch: own }: Workload, asked: number | undefined): number {
  if (asked === undefined) return own ?? defaultBatch;
  if (own !== undefined) {
    throw new LnsimError({
      code: "invalid-combination",
      message: `${name} says its sizes itself`,
      path: "--batch",
      found: String(asked),
      expected: "no batch beside them",
    });
  }
  if (Number.isSafeInteger(asked) && asked >= 1 && asked <= largestBatch) return asked;
  throw new LnsimError({
    code: "invalid-value",
    message: "a step cannot have this many samples",
    path: "--batch",
    found: String(asked),
    expected: `a whole number from 1 to ${largestBatch}`,
  });
}

/** Counts of an op are whole numbers below 2^53; sums over the step are exact in a float64, though they may be larger. */
function requireExact({ ops }: StepShape, name: string): void {
  let sum = 0;
  let exact = 0n;
  for (const op of ops) {
    const macs = Math.max(issuedMacs(op), usefulMacs(op));
    const count = Math.max(macs, op.elements ?? 0, ...(op.gemms ?? []).flatMap(({ m, n, k, count: times }) => [m * k * times, n * k * times, m * n * times]));
    if (!Number.isSafeInteger(count)) throw tooLarge(name, `about ${count.toExponential(1)} in ${op.name}`);
    sum += macs;
    exact += BigInt(macs);
  }
  if (BigInt(sum) !== exact) throw tooLarge(name, `${exact} in the step`);
}

function tooLarge(name: string, found: string): LnsimError {
  return new LnsimError({
    code: "invalid-value",
    message: `${name} is too large to be counted exactly`,
    path: name,
    found,
    expected: "fewer than 2^53 products or values an op, and sums that a float64 holds",
    remedy: "ask for smaller sizes, or for a smaller batch",
  });
}
