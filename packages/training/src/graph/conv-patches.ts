import type { Reals } from "@lnsim/contracts";
import { codeOfZero } from "../elementwise.ts";
import type { ConvGeometry } from "../layers/convolution/geometry.ts";
import { gatherPatches } from "../layers/convolution/patches.ts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import { createReals } from "../reals.ts";
import type { Conv2dNode } from "./conv2d.ts";
import type { GraphTensor } from "./graph-tensor.ts";
import { PairedOperand } from "./paired-operand.ts";

/** The inputs of a convolution as its products read them (im2col): one block of reduction x columns a group. */
export class ConvPatches {
  /** As fprop and as wgrad read them. */
  readonly down: QuantizedOperand;
  readonly along: QuantizedOperand;
  readonly #geometry: ConvGeometry;
  readonly #input: GraphTensor;
  /** Quantised here from gathered reals; null where codes are gathered. */
  readonly #own: { readonly operand: PairedOperand; readonly reals: Reals } | null;
  readonly #zero: number;

  constructor({ context, inputs }: Conv2dNode, geometry: ConvGeometry, input: GraphTensor) {
    const { activations, reals } = context.arithmetic;
    const { reduction: rows, columns, groups: blocks } = geometry;
    const size = { rows, columns, blocks };
    this.#geometry = geometry;
    this.#input = input;
    this.#zero = codeOfZero(activations);
    this.#own = inputs === null ? null : { operand: new PairedOperand(context, "activations", inputs, size), reals: createReals(reals, rows * columns * blocks) };
    this.down = this.#own?.operand.down ?? context.gathered("activations", size);
    this.along = this.#own?.operand.along ?? this.down;
  }

  /** Gathers the finished input for fprop. */
  gather(): void {
    const { values, operand } = this.#input;
    if (this.#own !== null) {
      this.#gather(values, 0, this.#own.reals);
      return this.#own.operand.quantizeDown(this.#own.reals);
    }
    const { codes, tops, floats } = operand!;
    this.down.tops.set(tops);
    if (this.down.codes.length > 0) this.#gather(codes, this.#zero, this.down.codes);
    if (floats !== null) this.#gather(floats, 0, this.down.floats!);
  }

  /** The view of wgrad, from what fprop read. */
  deriveAlong(): void {
    this.#own?.operand.deriveAlong();
  }

  #gather<Data extends QuantizedOperand["codes"] | Reals>(source: Data, padding: number, out: Data): void {
    const { groups, reduction, columns } = this.#geometry;
    const length = reduction * columns;
    for (let group = 0; group < groups; group++) {
      const own = groups === 1 ? out : (out.subarray(group * length, (group + 1) * length) as Data);
      gatherPatches(this.#geometry, group, source, { padding, out: own });
    }
  }
}
