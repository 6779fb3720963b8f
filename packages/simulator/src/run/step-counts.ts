import { LnsimError } from "@lnsim/contracts";
import { selectPasses, type StepShape, type TraceHeader } from "@lnsim/trace";

/** A distinct step and how often it is replayed. */
export interface CountedShape {
  readonly shape: StepShape;
  readonly count: number;
}

/**
 * How often each distinct step occurs in the first `steps` steps of a trace: every epoch has its full batches first.
 * Shapes that do not occur are left out.
 *
 * @throws {LnsimError} code "invalid-value" when the trace has no so many steps.
 */
export function countShapes(header: TraceHeader, steps = header.steps): readonly CountedShape[] {
  if (!Number.isSafeInteger(steps) || steps < 1 || steps > header.steps) {
    throw new LnsimError({
      code: "invalid-value",
      message: `the trace ${header.name} cannot be replayed for ${steps} steps`,
      path: "--steps",
      found: String(steps),
      expected: `a whole number from 1 to ${header.steps}`,
    });
  }
  const counts = header.stepShapes.map(() => 0);
  let left = steps;
  for (let epoch = 0; epoch < header.epochs && left > 0; epoch++) {
    for (const [index, shape] of header.stepShapes.entries()) {
      const isLastEpoch = epoch === header.epochs - 1;
      const here = isLastEpoch ? shape.count - epoch * Math.floor(shape.count / header.epochs) : Math.floor(shape.count / header.epochs);
      const taken = Math.min(left, here);
      counts[index]! += taken;
      left -= taken;
    }
  }
  return header.stepShapes.map((shape, index) => ({ shape, count: counts[index]! })).filter(({ count }) => count > 0);
}

/**
 * The steps with the ops of some passes only; as they are where none are named.
 *
 * @throws {LnsimError} for a pass that there is not, and when no op is left.
 */
export function withPasses(shapes: readonly CountedShape[], passes?: readonly string[]): readonly CountedShape[] {
  return passes === undefined ? shapes : shapes.map(({ shape, count }) => ({ shape: selectPasses(shape, passes), count }));
}

/** Names of the ops of the full-batch step that a choice of passes leaves out. */
export function leftOutOps({ stepShapes }: TraceHeader, passes?: readonly string[]): ReadonlySet<string> {
  const ops = passes === undefined ? [] : stepShapes[0]!.ops.filter(({ pass }) => !passes.includes(pass));
  return new Set(ops.map(({ name }) => name));
}
