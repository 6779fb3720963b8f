import type { Optimizer, Reals } from "@lnsim/contracts";
import { parameterShapes, type LayerSpec, type ParameterShape } from "@lnsim/trace";
import type { Arithmetic } from "../arithmetic.ts";
import type { StateRegistry } from "../checkpoint.ts";
import { Quantizer, roundingOf } from "../quantization/quantizer.ts";
import { spillOf } from "../quantization/stored-rounding.ts";
import { MatrixParameter } from "./matrix-parameter.ts";
import type { Parameter } from "./parameter.ts";
import type { StoredTensorSpec } from "./stored-tensor.ts";
import { createUpdateScratch, type UpdateScratch } from "./update-rule.ts";
import { isOnUpdateGrid, SgdVector, StoredVector, type VectorParameter } from "./vector-parameter.ts";

/** What the parameters of a network are made from. */
export interface ParametersSpec {
  readonly model: readonly LayerSpec[];
  /** Initial values by name ("fc1.weight": outputs x inputs, "fc1.bias": outputs). */
  readonly initial: ReadonlyMap<string, Reals>;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly seed: number;
  readonly state: StateRegistry;
}

/** The parameters of a network by name, on the update grid where they are. */
export class Parameters {
  /** In the model's order, weight before bias. */
  readonly all: readonly Parameter[];
  /** Of the gradients G. */
  readonly quantizers: readonly Quantizer[];
  readonly #matrices = new Map<string, MatrixParameter>();
  readonly #vectors = new Map<string, VectorParameter>();

  constructor(spec: ParametersSpec) {
    const scratch = createUpdateScratch();
    const quantizers: Quantizer[] = [];
    this.all = spec.model.flatMap((layer) => parameterShapes(layer)).map((shape) => this.#create(shape, { ...spec, scratch, quantizers }));
    this.quantizers = quantizers;
  }

  matrix(name: string): MatrixParameter {
    return required(this.#matrices.get(name), name);
  }

  vector(name: string): VectorParameter {
    return required(this.#vectors.get(name), name);
  }

  #create({ name, shape }: ParameterShape, spec: CreationSpec): Parameter {
    const stored = storedSpec(name, spec);
    const parameter = shape.length > 1 ? createMatrix(stored, shape, spec) : createVector(stored, spec);
    if (parameter instanceof MatrixParameter) this.#matrices.set(name, parameter);
    else this.#vectors.set(name, parameter);
    spec.state.add(name, parameter);
    return parameter;
  }
}

interface CreationSpec extends ParametersSpec {
  readonly scratch: UpdateScratch;
  readonly quantizers: Quantizer[];
}

function storedSpec(name: string, { arithmetic, optimizer, seed, initial, state: registry }: ParametersSpec): StoredTensorSpec {
  const { update: format, reals, state, rounding, updateRounding } = arithmetic;
  const values = required(initial.get(name), name);
  return { name, initial: values, format, optimizer, rounding: roundingOf(updateRounding ?? rounding, { seed, site: `${name} update`, state: registry }), reals, state };
}

function createMatrix(stored: StoredTensorSpec, shape: readonly number[], spec: CreationSpec): MatrixParameter {
  const { arithmetic, scratch, seed, quantizers } = spec;
  const { weightGradients: format, scalePolicy: policy, rounding } = arithmetic;
  const name = `${stored.name}.grad`;
  const quantizer = new Quantizer({ name, format, grid: arithmetic.scales.weightGradients.grid, policy, rounding: roundingOf(rounding, { seed, site: name, state: spec.state }) });
  quantizers.push(quantizer);
  spec.state.add(name, quantizer);
  return new MatrixParameter({ stored, shape, arithmetic, quantizer, spill: spillOf(format, policy, arithmetic.spill), scratch });
}

function createVector(stored: StoredTensorSpec, { arithmetic, scratch }: CreationSpec): VectorParameter {
  const isStored = isOnUpdateGrid(arithmetic.biases, stored.optimizer, stored.initial);
  return isStored ? new StoredVector(stored, scratch) : new SgdVector(stored.name, stored.initial, arithmetic.reals);
}

function required<Found>(found: Found | undefined, name: string): Found {
  if (found === undefined) throw new Error(`no parameter or initial values ${name}`);
  return found;
}
