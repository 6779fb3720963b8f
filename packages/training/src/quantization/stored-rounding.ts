import { createCodes, nearestEven, type Codes, type NumberFormat, type Reals } from "@lnsim/contracts";

/** Elements at a time, so that their codes stay in a first-level cache. */
const chunkLength = 8192;

/** Rounds values to what a format without a scale stores of them. */
export class StoredRounding {
  readonly #format: NumberFormat;
  readonly #codes: Codes;

  constructor(format: NumberFormat) {
    this.#format = format;
    this.#codes = createCodes(format.bits, chunkLength);
  }

  /** Rounds `values` in place, to nearest. */
  round(values: Reals): void {
    for (let start = 0; start < values.length; start += chunkLength) {
      const chunk = values.subarray(start, start + chunkLength);
      const codes = chunk.length === chunkLength ? this.#codes : this.#codes.subarray(0, chunk.length);
      this.#format.encode(chunk, 1, nearestEven, codes);
      this.#format.decode(codes, 1, chunk);
    }
  }
}

/** The spill of an arithmetic, or null where finished tensors do not wait: only current scales of scaled formats do. */
export function spillOf(format: NumberFormat, policy: string, spill: NumberFormat | null): StoredRounding | null {
  return policy === "current" && format.scaled && spill !== null ? new StoredRounding(spill) : null;
}
