import type { Reals } from "@lnsim/contracts";
import type { MatrixSize } from "../quantization/grouping.ts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import type { Quantizer } from "../quantization/quantizer.ts";
import { createReals } from "../reals.ts";
import type { GraphContext } from "./context.ts";

/** The quantizers of a tensor that two passes read along different directions: one where a scale serves both. */
export interface PairedQuantizers {
  readonly down: Quantizer;
  readonly along: Quantizer;
}

/** The quantizers of a tensor called `name`. */
export function pairedQuantizers(context: GraphContext, role: "activations" | "gradients", name: string): PairedQuantizers {
  const down = context.quantizer(role, name);
  return { down, along: context.isShared(role) ? down : context.quantizer(role, `${name} by rows`) };
}

/**
 * A matrix that one pass reduces down its columns and another along its rows: the same codes where one scale serves both,
 * a view for each otherwise.
 */
export class PairedOperand {
  readonly down: QuantizedOperand;
  readonly along: QuantizedOperand;
  readonly #quantizers: PairedQuantizers;
  readonly #decoded: Reals | null;

  constructor(context: GraphContext, role: "activations" | "gradients", quantizers: PairedQuantizers, size: MatrixSize) {
    const isShared = context.isShared(role);
    this.#quantizers = quantizers;
    this.down = context.operand(role, size, "column");
    this.along = isShared ? this.down : context.operand(role, size, "row");
    this.#decoded = isShared ? null : createReals(context.arithmetic.reals, this.down.codes.length);
  }

  /** Both views from the finished values. */
  quantize(values: Reals): void {
    this.quantizeDown(values);
    if (this.along !== this.down) this.#quantizers.along.quantize(values, this.along);
  }

  quantizeDown(values: Reals): void {
    this.#quantizers.down.quantize(values, this.down);
  }

  quantizeAlong(values: Reals): void {
    this.#quantizers.along.quantize(values, this.along);
  }

  /** The view along the rows from the stored codes of the other one. */
  deriveAlong(): void {
    if (this.#decoded === null) return;
    this.down.decode(this.#decoded);
    this.#quantizers.along.quantize(this.#decoded, this.along);
  }

  /** The view down the columns from the stored codes of the other one. */
  deriveDown(): void {
    if (this.#decoded === null) return;
    this.along.decode(this.#decoded);
    this.#quantizers.down.quantize(this.#decoded, this.down);
  }
}
