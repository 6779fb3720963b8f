import { createCodes, nearestEven, type Codes, type NumberFormat, type Reals } from "@lnsim/contracts";

/** Rounds values to what a format without a scale stores of them. Keeps one array of scratch per length. */
export class StoredRounding {
  readonly #format: NumberFormat;
  readonly #codes = new Map<number, Codes>();

  constructor(format: NumberFormat) {
    this.#format = format;
  }

  /** Rounds `values` in place, to nearest. */
  round(values: Reals): void {
    let codes = this.#codes.get(values.length);
    if (codes === undefined) {
      codes = createCodes(this.#format.bits, values.length);
      this.#codes.set(values.length, codes);
    }
    this.#format.encode(values, 1, nearestEven, codes);
    this.#format.decode(codes, 1, values);
  }
}

/** The spill of an arithmetic, or null where finished tensors do not wait: only current scales of scaled formats do. */
export function spillOf(format: NumberFormat, policy: string, spill: NumberFormat | null): StoredRounding | null {
  return policy === "current" && format.scaled && spill !== null ? new StoredRounding(spill) : null;
}
