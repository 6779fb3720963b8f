import { createRandom } from "@lnsim/elementary";
import { updateErrors, type UpdateError } from "@lnsim/training";
import { captureStep, type CapturedStep, type StepRequest, type WeightTensor } from "./capture-step.ts";
import { randomTensor } from "./random-tensor.ts";
import type { StudyHooks } from "./task-progress.ts";
import { checkSettings } from "./update-error-settings.ts";
import { exceeds, sumOfErrors, updateKinds, type UpdateKind } from "./update-error-sums.ts";

/** Which updates to measure, on what. Plain data, so that it can be sent to a worker. */
export interface UpdateErrorsRequest {
  /** Swept at {@link heldGamma}. */
  readonly learningRates: readonly number[];
  /** Swept at {@link heldLearningRate}. */
  readonly gammas: readonly number[];
  /** Of the random data and of the roundings. */
  readonly seed: number;
  /** The training step whose weights and gradients are taken; random ones where it is left out. */
  readonly step?: StepRequest;
}

/** The errors of the three updates at one learning rate and one gamma, in octaves squared over all elements. */
export interface UpdateErrorSetting {
  readonly learningRate: number;
  /** Codes per octave. */
  readonly gamma: number;
  readonly errors: { readonly [Kind in UpdateKind]: UpdateError };
}

/** A weight tensor, and its share of the errors at the held gamma and learning rate. */
export interface UpdateErrorTensor {
  readonly name: string;
  /** Weights that are not zero: they have a logarithm. */
  readonly elements: number;
  /** Root mean square of all its gradients. */
  readonly gradientRms: number;
  readonly errors: UpdateErrorSetting["errors"];
}

/** A measured error beyond its bound by more than three standard deviations. */
export interface ExceededBound extends UpdateError {
  readonly update: UpdateKind;
  readonly learningRate: number;
  readonly gamma: number;
}

/** Quantization errors of weight updates against their bounds. */
export interface UpdateErrorsStudy {
  /** Where weights and gradients come from; null for random ones. */
  readonly source: (Omit<CapturedStep, "tensors"> & { readonly step: number }) | null;
  readonly seed: number;
  /** Roundings of each element that are averaged. */
  readonly draws: number;
  readonly heldGamma: number;
  readonly heldLearningRate: number;
  readonly byLearningRate: readonly UpdateErrorSetting[];
  readonly byGamma: readonly UpdateErrorSetting[];
  readonly tensors: readonly UpdateErrorTensor[];
  /** None, unless the theory or this program is wrong. */
  readonly exceeded: readonly ExceededBound[];
}

/** Codes per octave while the learning rate is swept. */
const heldGamma = 8;
/** The learning rate while gamma is swept. */
const heldLearningRate = 2 ** -7;

/** Roundings of one setting: enough that the tight bound of the sign update stands out from the scatter. */
const roundings = 2 ** 21;

/**
 * Measures what stochastic rounding costs three weight updates: gradient descent, the multiplicative one, and the
 * multiplicative one by the gradient's sign. Resolves to null when it was stopped.
 *
 * @throws {LnsimError} for learning rates and gammas that are none, and as {@link captureStep}.
 */
export async function studyUpdateErrors(request: UpdateErrorsRequest, hooks: StudyHooks = {}): Promise<UpdateErrorsStudy | null> {
  checkSettings(request);
  const captured = request.step === undefined ? null : await captureStep(request.step, hooks);
  if (request.step !== undefined && captured === null) return null;
  const tensors = captured?.tensors ?? [randomTensor(request.seed)];
  const elements = tensors.reduce((sum, { weights }) => sum + weights.length, 0);
  const draws = Math.max(1, Math.ceil(roundings / elements));
  const measure = (tensor: WeightTensor, learningRate: number, gamma: number) => {
    const random = createRandom(request.seed, `${tensor.name} ${learningRate} ${gamma}`);
    return updateErrors({ weights: tensor.weights, gradients: tensor.gradients, learningRate, gamma, random, draws });
  };
  const settings = settingsOf(request);
  const measured: UpdateErrorSetting[] = [];
  for (const { learningRate, gamma } of settings) {
    if (hooks.signal?.aborted === true) return null;
    measured.push({ learningRate, gamma, errors: sumOfErrors(tensors.map((tensor) => measure(tensor, learningRate, gamma))) });
    const done = measured.length;
    hooks.onProgress?.({ phase: "measuring", done, total: settings.length, unit: "setting", share: done / settings.length });
  }
  return {
    source: captured === null ? null : { machine: captured.machine, trace: captured.trace, step: request.step!.step },
    seed: request.seed,
    draws,
    heldGamma,
    heldLearningRate,
    byLearningRate: measured.slice(0, request.learningRates.length),
    byGamma: measured.slice(request.learningRates.length),
    tensors: tensors.map((tensor) => {
      const { elements, ...errors } = measure(tensor, heldLearningRate, heldGamma);
      return { name: tensor.name, elements, gradientRms: rootMeanSquare(tensor.gradients), errors };
    }),
    exceeded: measured.flatMap(exceededIn),
  };
}

function settingsOf({ learningRates, gammas }: UpdateErrorsRequest): readonly Pick<UpdateErrorSetting, "learningRate" | "gamma">[] {
  return [
    ...learningRates.map((learningRate) => ({ learningRate, gamma: heldGamma })),
    ...gammas.map((gamma) => ({ learningRate: heldLearningRate, gamma })),
  ];
}

function exceededIn({ learningRate, gamma, errors }: UpdateErrorSetting): readonly ExceededBound[] {
  return updateKinds.filter((update) => exceeds(errors[update])).map((update) => ({ update, learningRate, gamma, ...errors[update] }));
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length));
}
