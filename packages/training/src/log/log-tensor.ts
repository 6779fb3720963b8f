import type { Codes } from "@lnsim/contracts";
import { logAdd, type LogArithmetic } from "@lnsim/numerics";
import type { TensorShape } from "@lnsim/trace";

/** What a tensor is for one batch size. */
export interface LogTensorSpec {
  /** "input", "conv1.out". */
  readonly name: string;
  readonly shape: TensorShape;
  readonly batch: number;
  /** Features x (batch * height * width); layers that work in place share it with what they read. */
  readonly values: Codes;
  /** Of the same layout; null where nothing at or below the tensor learns. */
  readonly gradient: Codes | null;
  /** True for an input that is stored columns x features. */
  readonly isTransposed: boolean;
  /** Layers that leave a contribution to the gradient. */
  readonly readers: number;
  /** Of sums of contributions. */
  readonly arithmetic: LogArithmetic;
}

/** A tensor of the network as codes, with its gradient: shared by the layer that writes it and those that read it. */
export class LogTensor {
  readonly name: string;
  readonly shape: TensorShape;
  readonly rows: number;
  readonly columns: number;
  readonly values: Codes;
  readonly isTransposed: boolean;
  readonly #gradient: Codes | null;
  readonly #second: Codes | null;
  readonly #readers: number;
  readonly #arithmetic: LogArithmetic;
  #contributions = 0;

  constructor({ name, shape, batch, values, gradient, isTransposed, readers, arithmetic }: LogTensorSpec) {
    this.name = name;
    this.shape = shape;
    this.rows = shape.features;
    this.columns = batch * shape.height * shape.width;
    this.values = values;
    this.isTransposed = isTransposed;
    this.#gradient = gradient;
    this.#second = gradient !== null && readers > 1 ? gradient.slice() : null;
    this.#readers = readers;
    this.#arithmetic = arithmetic;
  }

  get needsGradient(): boolean {
    return this.#gradient !== null;
  }

  /** The whole gradient, once every reader has contributed. */
  get gradient(): Codes {
    if (this.#gradient === null) throw new Error(`${this.name} has no gradient`);
    return this.#gradient;
  }

  /** Where the next reader writes its contribution, all of it. */
  get contribution(): Codes {
    return this.#contributions === 0 ? this.gradient : this.#second!;
  }

  /** Adds the contribution that was written to those before it. */
  contribute(): void {
    const { gradient } = this;
    if (this.#contributions > 0) logAdd(this.#arithmetic, gradient, this.#second!, gradient);
    this.#contributions = (this.#contributions + 1) % this.#readers;
  }
}
