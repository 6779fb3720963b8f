import type { Reals, Rounding } from "@lnsim/contracts";
import type { Arithmetic, ScaleRule } from "../arithmetic.ts";
import { restoreInto, type StateData, type Stateful } from "../checkpoint.ts";
import type { Grouping, MatrixSize } from "../quantization/grouping.ts";
import { QuantizedOperand } from "../quantization/quantized-operand.ts";
import { Quantizer } from "../quantization/quantizer.ts";
import { createReals } from "../reals.ts";
import type { StoredTensor } from "./stored-tensor.ts";

/** What a view is made from. */
export interface WeightViewSpec {
  readonly name: string;
  readonly stored: StoredTensor;
  readonly arithmetic: Arithmetic;
  /** Outputs x inputs. */
  readonly size: MatrixSize;
  readonly grouping: Grouping;
  readonly rounding: Rounding;
  readonly wantsFloats: boolean;
  readonly floatMax: number | null;
}

/**
 * W, the codes that fprop or dgrad read, always derived from what is stored: with one scale for the tensor, narrowed on
 * the codes where the formats allow it and copied where they are the same; decoded and encoded by the current maxima
 * otherwise.
 */
export class WeightView implements Stateful {
  readonly operand: QuantizedOperand;
  /** Encodes where codes cannot be narrowed. */
  readonly quantizer: Quantizer;
  readonly #stored: StoredTensor;
  readonly #reals: Arithmetic["reals"];
  readonly #grid: ScaleRule["grid"];
  #scratch: Reals | undefined;

  constructor({ name, stored, arithmetic, size, grouping, rounding, wantsFloats, floatMax }: WeightViewSpec) {
    const { weights: format, scales, reals } = arithmetic;
    this.#stored = stored;
    this.#reals = reals;
    this.#grid = scales.weights.grid;
    this.operand = new QuantizedOperand({ format, size, grouping, wantsFloats, floatMax });
    this.quantizer = new Quantizer({ name, format, grid: this.#grid, policy: "oracle", rounding });
  }

  /** Derives the view anew, after the stored codes changed. */
  refresh(): void {
    if (this.#deriveOnCodes()) this.operand.decodeFloats();
    else this.quantizer.quantize(this.decoded(), this.operand);
  }

  /** The stored values as reals. */
  decoded(): Reals {
    this.#scratch ??= createReals(this.#reals, this.#stored.codes.length);
    this.#stored.decode(this.#scratch);
    return this.#scratch;
  }

  save(): StateData {
    return { codes: this.operand.codes.slice(), tops: this.operand.tops.slice() };
  }

  restore(data: StateData): void {
    restoreInto(this.operand.codes, data["codes"]);
    restoreInto(this.operand.tops, data["tops"]);
    this.operand.decodeFloats();
  }

  #deriveOnCodes(): boolean {
    const { format, codes, tops, kind } = this.operand;
    const { format: source, codes: stored, top } = this.#stored;
    if (kind !== "tensor" || (this.#grid !== "float" && format.scaled)) return false;
    const share = format.narrow?.(source, stored, codes);
    if (share !== undefined) tops[0] = share * top;
    else if (format.id === source.id) {
      codes.set(stored);
      tops[0] = top;
    } else return false;
    return true;
  }
}
