import type { ScalePolicy, StoredFormats, TensorRole, TensorUse } from "@lnsim/hardware";
import { tensorElements, type StepShape, type TraceHeader, type TraceOp } from "@lnsim/trace";
import { readersOf, readsOf, type TensorRead } from "./tensor-reads.ts";

/** What decides how results are stored. */
export interface StoragePolicy {
  readonly scalePolicy: ScalePolicy;
  /** Whether values of each role are stored relative to a scale, which has to be known first. */
  readonly formats: { readonly [role in TensorRole]: Pick<StoredFormats[role], "scaled"> };
}

/** A step and what its tensors are known by. */
export interface StoredStep {
  readonly header: Pick<TraceHeader, "model" | "input">;
  /** As the trace has it: sizes are asked for by its names. */
  readonly shape: StepShape;
  /** In the groups that passes do together. */
  readonly groups: readonly (readonly TraceOp[])[];
  readonly policy: StoragePolicy;
}

/** In which forms a tensor is stored. */
interface Forms {
  codes: boolean;
  spill: boolean;
}

/**
 * How every tensor of a step is stored. Matrix products and updates read codes. A pass reads what passes and drains have left
 * in the spill format; what it needs of the forward pass it reads as codes where there are some. So a tensor may be stored
 * twice, `x` and `x.spill`. Where the format of its role has no scale there is one form: its values are its codes.
 */
export class StoredTensors {
  readonly policy: StoragePolicy;
  readonly #step: StoredStep;
  readonly #forms = new Map<string, Forms>();
  readonly #roles = new Map<string, TensorRole>();
  readonly #readers: ReadonlyMap<string, readonly TraceOp[]>;
  readonly #backward: ReadonlySet<string>;

  constructor(step: StoredStep) {
    this.policy = step.policy;
    this.#step = step;
    const ops = step.groups.flat();
    this.#readers = readersOf(ops);
    this.#backward = new Set(ops.filter(({ pass }) => pass === "dgrad").map(({ layer }) => layer));
    for (const op of ops) for (const tensor of op.writes) this.#roles.set(tensor, roleOfResult(op, tensor));
    for (const op of ops) for (const { tensor, as } of readsOf(op)) if (as === "gradient") this.#roles.set(tensor, "weightGradients");
    for (const group of step.groups) for (const read of externalReads(group)) this.#note(read);
  }

  /** Number of values. */
  elements(tensor: string): number {
    return tensorElements(this.#step.header, this.#step.shape, tensor);
  }

  role(tensor: string): TensorRole {
    return this.#roles.get(tensor) ?? (tensor.includes(".grad") ? "gradients" : "activations");
  }

  /** Whether it has to wait for its scale before it can be stored as codes. */
  isScaled(tensor: string): boolean {
    return this.policy.formats[this.role(tensor)].scaled;
  }

  /** Forms in which it is asked for. */
  forms(tensor: string): Readonly<Forms> {
    return this.#forms.get(tensor) ?? { codes: this.role(tensor) === "weightGradients", spill: false };
  }

  /** Whether a norm reads it in the forward pass, so that its statistics have to be summed by then. */
  isNormalised(tensor: string): boolean {
    return this.#readers.get(tensor)?.some(({ pass, operator }) => pass === "fprop" && (operator === "batch-norm" || operator === "layer-norm")) === true;
  }

  /** Whether an op of the step leaves it. */
  isMade(tensor: string): boolean {
    return this.#roles.has(tensor);
  }

  /** Whether the step has the backward pass of a layer. */
  hasBackward(layer: string): boolean {
    return this.#backward.has(layer);
  }

  codes(tensor: string): TensorUse {
    return { name: tensor, elements: this.elements(tensor), storedAs: this.role(tensor) };
  }

  /** In the spill format, or its only form. */
  values(tensor: string): TensorUse {
    if (!this.isScaled(tensor)) return this.codes(tensor);
    const isInput = !this.#roles.has(tensor) && !this.forms(tensor).codes;
    return { name: isInput ? tensor : `${tensor}.spill`, elements: this.elements(tensor), storedAs: "spill" };
  }

  parameter(tensor: string): TensorUse {
    return { name: tensor, elements: this.elements(tensor), storedAs: "weights" };
  }

  /** The form that a read finds. */
  find({ tensor, as }: TensorRead): TensorUse {
    if (as === "parameter") return this.parameter(tensor);
    if (as === "operand" || as === "gradient") return this.codes(tensor);
    if (as === "mask") return this.mask(tensor);
    return as === "stash" && this.forms(tensor).codes ? this.codes(tensor) : this.values(tensor);
  }

  /**
   * What tells where an activation is zero: its codes; the result of the max pooling that is all that reads it, since only
   * the largest of a window passes a gradient on; or else its values.
   */
  mask(tensor: string): TensorUse {
    const { codes, spill } = this.forms(tensor);
    if (codes || !spill) return this.codes(tensor);
    const [pool, ...others] = this.#readers.get(tensor)!.filter(({ pass }) => pass === "fprop");
    return pool?.operator === "max-pool" && others.length === 0 ? this.mask(pool.writes[0]!) : this.values(tensor);
  }

  #note({ tensor, as }: TensorRead): void {
    const forms = this.#forms.get(tensor) ?? { codes: false, spill: false };
    if (as === "operand" || as === "gradient") forms.codes = true;
    if (as === "value" || as === "stash") forms.spill ||= as === "value" || !this.#isMultiplied(tensor);
    this.#forms.set(tensor, forms);
  }

  #isMultiplied(tensor: string): boolean {
    return this.#readers.get(tensor)?.some(({ gemms }) => gemms !== undefined) === true;
  }
}

/** What a group reads that it does not make itself. */
export function externalReads(group: readonly TraceOp[]): readonly TensorRead[] {
  const own = new Set(group.flatMap(({ writes }) => writes));
  return group.flatMap(readsOf).filter(({ tensor }) => !own.has(tensor));
}

function roleOfResult({ pass, operator }: TraceOp, tensor: string): TensorRole {
  if (pass === "fprop") return "activations";
  if (pass === "update") return "weights";
  const learns = operator === "embedding" || operator === "position" || (pass === "wgrad" && operator !== "attention");
  return learns && !tensor.includes(".out.grad") ? "weightGradients" : "gradients";
}
