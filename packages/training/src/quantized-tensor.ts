import { createCodes, type Codes, type NumberFormat } from "@lnsim/contracts";

/** A tensor as the machine stores it: codes, and the magnitude that the top code stands for. Filled by a quantizer. */
export class QuantizedTensor {
  readonly format: NumberFormat;
  readonly codes: Codes;
  /** 1 where the format has no scale; 0 for a tensor of zeros. */
  max = 1;
  /** The decoded values, for datapaths that multiply values instead of codes; null otherwise. */
  readonly floats: Float32Array | null;

  constructor(format: NumberFormat, length: number, wantsFloats: boolean) {
    this.format = format;
    this.codes = createCodes(format.bits, length);
    this.floats = wantsFloats ? new Float32Array(length) : null;
  }

  /** Brings `floats` up to date with the codes. */
  decodeFloats(): void {
    if (this.floats !== null) this.format.decode(this.codes, this.max, this.floats);
  }
}
