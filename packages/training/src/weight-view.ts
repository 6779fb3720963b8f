import type { Reals, Rounding } from "@lnsim/contracts";
import type { Arithmetic } from "./arithmetic.ts";
import { QuantizedTensor } from "./quantized-tensor.ts";
import { createReals, largestMagnitude } from "./reals.ts";
import type { StoredTensor } from "./stored-tensor.ts";

/**
 * W, the codes that fprop and dgrad read, always derived from what is stored: narrowed on the codes where the formats
 * allow it, copied where they are the same, decoded and encoded by the tensor's current maximum otherwise.
 */
export class WeightView {
  readonly tensor: QuantizedTensor;
  readonly #stored: StoredTensor;
  readonly #rounding: Rounding;
  readonly #reals: Arithmetic["reals"];
  #scratch: Reals | undefined;

  constructor(stored: StoredTensor, arithmetic: Arithmetic, rounding: Rounding) {
    this.#stored = stored;
    this.#rounding = rounding;
    this.#reals = arithmetic.reals;
    this.tensor = new QuantizedTensor(arithmetic.weights, stored.codes.length, arithmetic.datapaths.fprop.kind === "float");
  }

  /** Derives the view anew, after the stored codes changed. */
  refresh(): void {
    const { format, codes } = this.tensor;
    const { format: source, codes: stored, top } = this.#stored;
    const share = format.narrow?.(source, stored, codes);
    if (share !== undefined) this.tensor.max = share * top;
    else if (format.id === source.id) this.#copy();
    else this.#encode();
    this.tensor.decodeFloats();
  }

  #copy(): void {
    this.tensor.codes.set(this.#stored.codes);
    this.tensor.max = this.#stored.top;
  }

  #encode(): void {
    const { format, codes } = this.tensor;
    this.#scratch ??= createReals(this.#reals, codes.length);
    this.#stored.decode(this.#scratch);
    const max = format.scaled ? largestMagnitude(this.#scratch) : 1;
    this.tensor.max = max;
    format.encode(this.#scratch, max === 0 ? 1 : max, this.#rounding, codes);
  }
}
