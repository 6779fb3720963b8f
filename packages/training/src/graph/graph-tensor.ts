import type { Codes, Reals } from "@lnsim/contracts";
import type { TensorShape } from "@lnsim/trace";
import { add } from "../layers/add.ts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import type { StoredRounding } from "../quantization/stored-rounding.ts";

/** What a tensor of the graph is for one batch size. */
export interface GraphTensorSpec {
  /** "input", "conv1.out". */
  readonly name: string;
  readonly shape: TensorShape;
  readonly batch: number;
  /** Features x (batch * height * width); layers that work in place share it with what they read. */
  readonly values: Reals;
  /** Of the same layout; null where nothing at or below the tensor learns. */
  readonly gradient: Reals | null;
  /** The codes that matrix products read, where they share one scale; filled when the tensor is finished. */
  readonly operand: QuantizedOperand | null;
  /** True for an input that is stored columns x features. */
  readonly isTransposed: boolean;
  /** Token numbers in the place of values; null for quantities. */
  readonly tokens: Codes | null;
  /** Layers that leave a contribution to the gradient. */
  readonly readers: number;
  readonly ppu: StoredRounding | null;
  /** Of sums of contributions that wait for the next one. */
  readonly spill: StoredRounding | null;
}

/** A tensor of the graph: values, codes and gradient, shared by the layer that writes it and those that read it. */
export class GraphTensor {
  readonly name: string;
  readonly shape: TensorShape;
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly values: Reals;
  readonly operand: QuantizedOperand | null;
  readonly isTransposed: boolean;
  readonly tokens: Codes | null;
  readonly #gradient: Reals | null;
  readonly #second: Reals | null;
  readonly #readers: number;
  readonly #ppu: StoredRounding | null;
  readonly #spill: StoredRounding | null;
  #contributions = 0;

  constructor(spec: GraphTensorSpec) {
    const { shape, batch, gradient, readers } = spec;
    this.name = spec.name;
    this.shape = shape;
    this.batch = batch;
    this.rows = shape.features;
    this.columns = batch * shape.height * shape.width;
    this.values = spec.values;
    this.operand = spec.operand;
    this.isTransposed = spec.isTransposed;
    this.tokens = spec.tokens;
    this.#gradient = gradient;
    this.#second = gradient !== null && readers > 1 ? gradient.slice() : null;
    this.#readers = readers;
    this.#ppu = spec.ppu;
    this.#spill = spec.spill;
  }

  get needsGradient(): boolean {
    return this.#gradient !== null;
  }

  /** The whole gradient, once every reader has contributed; the layer that wrote the tensor may change it. */
  get gradient(): Reals {
    if (this.#gradient === null) throw new Error(`${this.name} has no gradient`);
    return this.#gradient;
  }

  /** Where the next reader writes its contribution, all of it. */
  get contribution(): Reals {
    return this.#contributions === 0 ? this.gradient : this.#second!;
  }

  /** Adds the contribution that was written; what waits for another one is stored in the spill format. */
  contribute(): void {
    const { gradient } = this;
    this.#ppu?.round(this.contribution);
    if (this.#contributions > 0) {
      add(gradient, this.#second!, gradient);
      this.#ppu?.round(gradient);
    }
    this.#contributions = (this.#contributions + 1) % this.#readers;
    if (this.#contributions > 0) this.#spill?.round(gradient);
  }
}
