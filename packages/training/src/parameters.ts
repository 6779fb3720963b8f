import type { Optimizer, Reals } from "@lnsim/contracts";
import type { LayerSpec } from "@lnsim/trace";
import type { Arithmetic } from "./arithmetic.ts";
import { createSgdBias, createStoredBias, isOnUpdateGrid, type Bias } from "./bias.ts";
import { denseStack, type DenseLayer } from "./dense-stack.ts";
import { roundingOf } from "./quantizer.ts";
import { StoredTensor } from "./stored-tensor.ts";
import { createUpdate, createUpdateScratch, type Update, type UpdateScratch } from "./update-rule.ts";
import { WeightView } from "./weight-view.ts";

/** What one layer learns. */
export interface LayerParameters {
  readonly layer: DenseLayer;
  readonly weight: StoredTensor;
  readonly view: WeightView;
  readonly updateWeight: Update;
  readonly bias: Bias | null;
}

/** What the parameters of a network are made from. */
export interface ParametersSpec {
  readonly model: readonly LayerSpec[];
  /** Initial values by name ("fc1.weight": outputs x inputs, "fc1.bias": outputs). */
  readonly initial: ReadonlyMap<string, Reals>;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly seed: number;
}

/** Encodes the initial values on the update grid and derives the weight views. */
export function createParameters(spec: ParametersSpec): readonly LayerParameters[] {
  const scratch = createUpdateScratch();
  return denseStack(spec.model).map((layer) => createLayerParameters(layer, spec, scratch));
}

function createLayerParameters(layer: DenseLayer, spec: ParametersSpec, scratch: UpdateScratch): LayerParameters {
  const { arithmetic, optimizer, seed } = spec;
  const { update: format, reals, state } = arithmetic;
  const stored = (name: string) => ({
    name,
    initial: valuesOf(spec, name),
    format,
    optimizer,
    rounding: roundingOf(arithmetic.updateRounding ?? arithmetic.rounding, seed, `${name} update`),
    reals,
    state,
  });
  const weight = new StoredTensor(stored(`${layer.name}.weight`));
  const view = new WeightView(weight, arithmetic, roundingOf(arithmetic.rounding, seed, `${layer.name}.weight`));
  view.refresh();
  return { layer, weight, view, updateWeight: createUpdate(weight, optimizer, scratch, arithmetic), bias: createBias() };

  function createBias(): Bias | null {
    if (!layer.bias) return null;
    const biasSpec = stored(`${layer.name}.bias`);
    const isStored = isOnUpdateGrid(arithmetic.biases, optimizer, biasSpec.initial);
    return isStored ? createStoredBias(biasSpec, scratch) : createSgdBias(biasSpec.name, biasSpec.initial, reals);
  }
}

function valuesOf({ initial }: ParametersSpec, name: string): Reals {
  const values = initial.get(name);
  if (values === undefined) throw new Error(`no initial values for ${name}`);
  return values;
}
