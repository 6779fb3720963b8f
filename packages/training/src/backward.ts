import { createCodes, type Codes, type Reals } from "@lnsim/contracts";
import type { Arithmetic } from "./arithmetic.ts";
import { codeOfZero, maskRelu, sumRows, transposeCodes } from "./elementwise.ts";
import type { ForwardTensors } from "./forward.ts";
import type { GemmSite } from "./gemm-site.ts";
import type { GemmSites } from "./gemm-sites.ts";
import type { LayerParameters } from "./parameters.ts";
import { QuantizedTensor } from "./quantized-tensor.ts";
import { Quantizer, roleSpec, roundingOf } from "./quantizer.ts";
import { createReals } from "./reals.ts";

/** The tensors of one layer's backward pass that do not depend on the batch size. */
interface LayerBackward {
  readonly dgrad: GemmSite | null;
  readonly wgrad: GemmSite;
  readonly outputGradients: Quantizer;
  readonly weightGradients: Quantizer;
  /** inputs x outputs, as wgrad leaves it. */
  readonly weightGradientReals: Reals;
  readonly weightGradient: QuantizedTensor;
  /** outputs x inputs, as the weights lie. */
  readonly transposed: Codes;
}

/** The gradients of one batch size, by layer: outputs x batch. */
interface BatchGradients {
  readonly reals: readonly Reals[];
  readonly stored: readonly QuantizedTensor[];
}

/** dgrad and wgrad of a network: leaves every gradient where the update of its parameter reads it. */
export class BackwardPath {
  readonly #parameters: readonly LayerParameters[];
  readonly #arithmetic: Arithmetic;
  readonly #layers: readonly LayerBackward[];
  readonly #zero: number;
  readonly #gradients = new Map<number, BatchGradients>();

  constructor(parameters: readonly LayerParameters[], arithmetic: Arithmetic, sites: GemmSites, seed: number) {
    this.#parameters = parameters;
    this.#arithmetic = arithmetic;
    this.#layers = parameters.map((own, i) => createLayer(own, arithmetic, sites, { seed, isFirst: i === 0 }));
    this.#zero = codeOfZero(arithmetic.activations);
  }

  /** Where the loss writes the gradient of the logits: outputs of the last layer x batch. */
  logitGradient(batch: number): Reals {
    return this.#tensors(batch).reals.at(-1)!;
  }

  /** E of a layer, outputs x batch. */
  outputGradient(layer: number, batch: number): QuantizedTensor {
    return this.#tensors(batch).stored[layer];
  }

  /** G of a layer, inputs x outputs. */
  weightGradient(layer: number): QuantizedTensor {
    return this.#layers[layer].weightGradient;
  }

  /** Values beyond a delayed scale so far. */
  get clamps(): number {
    return this.#layers.reduce((sum, layer) => sum + layer.outputGradients.clamps + layer.weightGradients.clamps, 0);
  }

  /**
   * The passes of layer `i` from the real gradient of its outputs: bias gradient (from the reals, on the way), E,
   * dgrad into the layer below (masked by its activation), wgrad, G. Layers go from the last to the first.
   */
  runLayer(i: number, batch: number, forward: ForwardTensors): void {
    const { layer, bias } = this.#parameters[i];
    const own = this.#layers[i];
    const gradients = this.#tensors(batch);
    if (bias !== null) sumRows(gradients.reals[i], bias.gradient);
    own.outputGradients.quantize(gradients.reals[i], gradients.stored[i]);
    if (own.dgrad !== null) this.#runDgrad(own.dgrad, i, batch, forward);
    const operands = { a: forward.inputs[i], aTransposed: i === 0, b: gradients.stored[i], bTransposed: true };
    own.wgrad.run({ m: layer.inputs, n: layer.outputs, k: batch, ...operands }, own.weightGradientReals);
    own.weightGradients.quantize(own.weightGradientReals, own.weightGradient);
    this.#deliverWeightGradient(i);
  }

  #runDgrad(site: GemmSite, i: number, batch: number, forward: ForwardTensors): void {
    const { layer, view } = this.#parameters[i];
    const gradients = this.#tensors(batch);
    const below = gradients.reals[i - 1];
    const operands = { a: view.tensor, aTransposed: true, b: gradients.stored[i], bTransposed: false };
    site.run({ m: layer.inputs, n: batch, k: layer.outputs, ...operands }, below);
    if (this.#parameters[i - 1].layer.activation === "relu") maskRelu(below, forward.inputs[i].codes, this.#zero);
  }

  /** Decodes G into the weight's gradient, in the weight's layout. */
  #deliverWeightGradient(i: number): void {
    const { weightGradient, transposed } = this.#layers[i];
    const { layer, weight } = this.#parameters[i];
    transposeCodes(weightGradient.codes, layer.inputs, transposed);
    weightGradient.format.decode(transposed, weightGradient.max, weight.gradient);
  }

  #tensors(batch: number): BatchGradients {
    let gradients = this.#gradients.get(batch);
    if (gradients === undefined) {
      const { gradients: format, datapaths, reals } = this.#arithmetic;
      const sizes = this.#parameters.map(({ layer }) => layer.outputs * batch);
      gradients = {
        reals: sizes.map((size) => createReals(reals, size)),
        stored: sizes.map((size) => new QuantizedTensor(format, size, datapaths.wgrad.kind === "float")),
      };
      this.#gradients.set(batch, gradients);
    }
    return gradients;
  }
}

function createLayer(
  { layer, weight }: LayerParameters,
  arithmetic: Arithmetic,
  sites: GemmSites,
  { seed, isFirst }: { readonly seed: number; readonly isFirst: boolean },
): LayerBackward {
  const { gradients, weightGradients, reals, rounding } = arithmetic;
  const quantizer = (format: typeof gradients, site: string) => new Quantizer(roleSpec(arithmetic, format, roundingOf(rounding, seed, site)));
  const length = layer.inputs * layer.outputs;
  return {
    dgrad: isFirst ? null : sites.add("dgrad"),
    wgrad: sites.add("wgrad"),
    outputGradients: quantizer(gradients, `${layer.name}.out.grad`),
    weightGradients: quantizer(weightGradients, `${weight.name}.grad`),
    weightGradientReals: createReals(reals, length),
    weightGradient: new QuantizedTensor(weightGradients, length, false),
    transposed: createCodes(weightGradients.bits, length),
  };
}
