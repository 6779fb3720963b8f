import type { Codes, Reals } from "@lnsim/contracts";
import type { Product } from "../gemm/gemm-site.ts";
import { fillPhase, gatherPhaseGradients, gatherPhaseWeights, scatterPhase } from "../layers/convolution/data-gradient.ts";
import type { ConvGeometry } from "../layers/convolution/geometry.ts";
import type { PhaseGeometry } from "../layers/convolution/phases.ts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import { createReals } from "../reals.ts";
import type { Conv2dNode } from "./conv2d.ts";

/** What a phase is made from. */
export interface ConvPhaseSpec {
  readonly node: Conv2dNode;
  readonly geometry: ConvGeometry;
  readonly phase: PhaseGeometry;
  /** Number of the phase. */
  readonly index: number;
  /** E, where it is quantised as one tensor. */
  readonly gradients: QuantizedOperand;
  /** The code of a zero gradient. */
  readonly zero: number;
}

/** dgrad of a convolution for the inputs that the same taps reach: gathers W and E, multiplies, scatters. */
export class ConvPhase {
  readonly #spec: ConvPhaseSpec;
  /** W and E as the product reads them, a block for every group. */
  readonly #weights: QuantizedOperand;
  readonly #patches: QuantizedOperand;
  readonly #products: readonly Product[];
  /** The product's results, where they do not lie together in the input gradient. */
  readonly #result: Reals;
  /** Gathered reals before they are quantised; null where codes are gathered. */
  readonly #weightReals: Reals | null;
  readonly #patchReals: Reals | null;

  constructor(spec: ConvPhaseSpec) {
    const { node, geometry, phase } = spec;
    const { context } = node;
    const { m, n, k } = phase;
    const { groups: blocks } = geometry;
    const { reals } = context.arithmetic;
    const sizes = { weights: { rows: m, columns: k, blocks }, gradients: { rows: k, columns: n, blocks } };
    const isWeightShared = node.phaseWeights === null;
    const isGradientShared = context.isShared("gradients");
    this.#spec = spec;
    this.#weights = isWeightShared ? context.gathered("weights", sizes.weights) : context.operand("weights", sizes.weights, "row");
    this.#patches = isGradientShared ? context.gathered("gradients", sizes.gradients) : context.operand("gradients", sizes.gradients, "column");
    this.#weightReals = isWeightShared ? null : createReals(reals, m * k * blocks);
    this.#patchReals = isGradientShared ? null : createReals(reals, k * n * blocks);
    this.#result = createReals(reals, isDirect(geometry) ? 0 : m * n);
    this.#products = Array.from({ length: blocks }, (_, group) => {
      const a = blocks === 1 ? this.#weights : this.#weights.part(group * m, m);
      const b = blocks === 1 ? this.#patches : this.#patches.part(group * k, k);
      return { m, n, k, a, aTransposed: false, b, bTransposed: false };
    });
  }

  /** From E (its reals are read where they are quantised here) into the input gradient `out`. */
  run(gradient: Reals, out: Reals): void {
    const { node, geometry, phase } = this.#spec;
    if (phase.k === 0) return this.#fillZero(out);
    this.#gatherWeights();
    this.#gatherGradients(gradient);
    const size = phase.m * phase.n;
    this.#products.forEach((product, group) => {
      if (isDirect(geometry)) return node.dgrad!.run(product, this.#products.length === 1 ? out : out.subarray(group * size, (group + 1) * size));
      node.dgrad!.run(product, this.#result);
      scatterPhase(geometry, phase, group, { result: this.#result, out });
    });
  }

  #fillZero(out: Reals): void {
    const { geometry, phase } = this.#spec;
    for (let group = 0; group < geometry.groups; group++) fillPhase(geometry, phase, group, { value: 0, out });
  }

  #gatherWeights(): void {
    const { view, phaseWeights } = this.#spec.node;
    const weights = this.#weights;
    if (this.#weightReals !== null) {
      this.#placeWeights(view.decoded(), this.#weightReals);
      return phaseWeights!.quantize(this.#weightReals, weights);
    }
    const { codes, tops, floats } = view.operand;
    weights.tops.set(tops);
    if (weights.codes.length > 0) this.#placeWeights(codes, weights.codes);
    if (floats !== null) this.#placeWeights(floats, weights.floats!);
  }

  #gatherGradients(gradient: Reals): void {
    const { node, index, gradients, zero } = this.#spec;
    const patches = this.#patches;
    if (this.#patchReals !== null) {
      this.#placeGradients(gradient, 0, this.#patchReals);
      return node.phaseGradients[index].quantize(this.#patchReals, patches);
    }
    const { codes, tops, floats } = gradients;
    patches.tops.set(tops);
    if (patches.codes.length > 0) this.#placeGradients(codes, zero, patches.codes);
    if (floats !== null) this.#placeGradients(floats, 0, patches.floats!);
  }

  #placeWeights<Data extends Codes | Reals>(source: Data, out: Data): void {
    const { geometry, phase } = this.#spec;
    for (let group = 0; group < geometry.groups; group++) {
      gatherPhaseWeights(geometry, phase, source, { group, out: blockOf(out, group, geometry.groups) });
    }
  }

  #placeGradients<Data extends Codes | Reals>(source: Data, padding: number, out: Data): void {
    const { geometry, phase } = this.#spec;
    for (let group = 0; group < geometry.groups; group++) {
      gatherPhaseGradients(geometry, phase, source, { group, padding, out: blockOf(out, group, geometry.groups) });
    }
  }
}

/** With stride 1 the results of a group are its rows of the input gradient. */
function isDirect({ stride }: ConvGeometry): boolean {
  return stride[0] === 1 && stride[1] === 1;
}

function blockOf<Data extends Codes | Reals>(whole: Data, block: number, blocks: number): Data {
  if (blocks === 1) return whole;
  const size = whole.length / blocks;
  return whole.subarray(block * size, (block + 1) * size) as Data;
}
