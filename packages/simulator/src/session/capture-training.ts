import { LnsimError } from "@lnsim/contracts";
import { replay, type ObservedUpdate } from "@lnsim/training";
import { prepareReplay } from "../run/accuracy.ts";
import { resolveSchedule } from "../run/resolve-schedule.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import type { StepOrigin, TrainingOrigin } from "./origin.ts";
import { ProductStore, type CapturedProduct } from "./product-store.ts";
import type { StepArithmetic } from "./step-arithmetic.ts";

/** Bytes of operands that are kept beside those that are asked for. */
const mostBytes = 100e6;

/** What a step of a training multiplied and updated. */
export interface CapturedTraining {
  /** By `productKey`, in the order of the training; null where there was no room for them. */
  readonly products: ReadonlyMap<string, readonly CapturedProduct[] | null>;
  /** By name of the parameter; those that are not on the update grid are left out. */
  readonly updates: ReadonlyMap<string, ObservedUpdate>;
}

/**
 * Trains until the step of an origin and keeps what it multiplies and updates: the products of the key that is asked for, and others as
 * long as there is room.
 *
 * @throws {LnsimError} when the trace is not there or another one by now, and as a run does for its data set and compiled kernels.
 */
export function captureTraining(origin: StepOrigin, training: TrainingOrigin, { arithmetic, optimizer }: StepArithmetic, asked: string | null): CapturedTraining {
  const { step, data: folder, redraw } = training;
  const { training: settings } = origin.values;
  const schedule = resolveSchedule(settings);
  const { clipNorm } = settings;
  const trace = sameTrace(origin, training);
  const plan = { trace, arithmetic, optimizer, schedule, clipNorm, steps: step, seed: origin.seed, identity: {} };
  const { data, content, engine } = prepareReplay(plan, { ...(folder !== undefined && { data: folder }), ...(redraw !== undefined && { redraw }) });
  const products = new ProductStore(asked, mostBytes);
  const updates = new Map<string, ObservedUpdate>();
  let isTrained = false;
  try {
    replay({
      trace: content,
      data,
      engine,
      arithmetic,
      optimizer,
      schedule,
      steps: step,
      seed: origin.seed,
      countsLosses: false,
      ...(clipNorm > 0 && { clipNorm }),
      onProduct: { step, observe: products.add },
      onUpdate: { step, observe: (update) => updates.set(update.name, { ...update, gradient: update.gradient.slice() }) },
      onStep: (progress) => (isTrained = progress.step === step),
      // Nothing has to be evaluated.
      signal: { get aborted() { return isTrained; } },
    });
  } finally {
    engine.close();
  }
  return { products: products.kept, updates };
}

function sameTrace({ request: { folder } }: StepOrigin, { trace, traceHash }: TrainingOrigin): ReturnType<typeof openNamedTrace> {
  const opened = openNamedTrace({ trace, ...(folder !== undefined && { folder }) });
  if (opened.contentHash === traceHash) return opened;
  throw new LnsimError({ code: "recording-foreign", message: `the trace ${trace} is another one by now`, path: trace, found: opened.contentHash, expected: traceHash });
}
