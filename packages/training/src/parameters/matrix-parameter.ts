import type { Reals } from "@lnsim/contracts";
import type { Arithmetic } from "../arithmetic.ts";
import type { StateData, Stateful } from "../checkpoint.ts";
import { gradientGrouping } from "../quantization/grouping.ts";
import { QuantizedOperand } from "../quantization/quantized-operand.ts";
import type { Quantizer } from "../quantization/quantizer.ts";
import type { StoredRounding } from "../quantization/stored-rounding.ts";
import { createReals } from "../reals.ts";
import type { Parameter } from "./parameter.ts";
import { StoredTensor, type StoredTensorSpec } from "./stored-tensor.ts";
import { createUpdate, type Update, type UpdateScratch, type UpdateTime } from "./update-rule.ts";
import type { WeightView } from "./weight-view.ts";

/** What a parameter of more than one dimension is made from. */
export interface MatrixParameterSpec {
  readonly stored: StoredTensorSpec;
  readonly shape: readonly number[];
  readonly arithmetic: Arithmetic;
  /** Of G. */
  readonly quantizer: Quantizer;
  readonly spill: StoredRounding | null;
  readonly scratch: UpdateScratch;
}

/** A parameter of more than one dimension: its codes, its views W, and its gradient, quantised as G. */
export class MatrixParameter implements Parameter, Stateful {
  readonly name: string;
  readonly shape: readonly number[];
  readonly stored: StoredTensor;
  readonly gradient: Reals;
  /** G, in the parameter's layout. */
  readonly quantizedGradient: QuantizedOperand;
  readonly #quantizer: Quantizer;
  readonly #spill: StoredRounding | null;
  readonly #move: Update;
  readonly #views = new Map<string, WeightView>();
  #values: Reals | null = null;

  constructor({ stored, shape, arithmetic, quantizer, spill, scratch }: MatrixParameterSpec) {
    const { weightGradients: format, scales, reals } = arithmetic;
    const size = { rows: shape[0], columns: stored.initial.length / shape[0] };
    this.name = stored.name;
    this.shape = shape;
    this.stored = new StoredTensor(stored);
    this.gradient = createReals(reals, stored.initial.length);
    this.quantizedGradient = new QuantizedOperand({ format, size, grouping: gradientGrouping(scales.weightGradients), wantsFloats: false });
    this.#quantizer = quantizer;
    this.#spill = spill;
    this.#move = createUpdate(this.stored, stored.optimizer, scratch, stored);
  }

  get finalGradient(): Reals {
    return this.stored.gradient;
  }

  /** The stored values as reals, for layers that read them outside matrix products; kept up to date. */
  values(): Reals {
    if (this.#values === null) {
      this.#values = createReals(this.gradient instanceof Float32Array ? "binary32" : "binary64", this.gradient.length);
      this.stored.decode(this.#values);
    }
    return this.#values;
  }

  /** A view that is derived anew after every update, one of each kind: training and evaluation read the same. */
  view(kind: string, create: () => WeightView): WeightView {
    let view = this.#views.get(kind);
    if (view === undefined) {
      this.#views.set(kind, (view = create()));
      view.refresh();
    }
    return view;
  }

  finishGradient(): void {
    if (this.#spill !== null) this.#spill.round(this.gradient);
    this.#quantizer.quantize(this.gradient, this.quantizedGradient);
    this.quantizedGradient.decode(this.stored.gradient);
  }

  update(time: UpdateTime): void {
    this.#move(time);
    for (const view of this.#views.values()) view.refresh();
    if (this.#values !== null) this.stored.decode(this.#values);
  }

  save(): StateData {
    const views = [...this.#views].flatMap(([kind, view]) => Object.entries(view.save()).map(([key, value]) => [`${kind} ${key}`, value] as const));
    return { ...this.stored.save(), ...Object.fromEntries(views) };
  }

  restore(data: StateData): void {
    this.stored.restore(data);
    this.#views.forEach((view, kind) => view.restore({ codes: data[`${kind} codes`] ?? null, tops: data[`${kind} tops`] ?? null }));
    if (this.#values !== null) this.stored.decode(this.#values);
  }
}
