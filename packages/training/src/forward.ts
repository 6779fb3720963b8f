import type { Reals } from "@lnsim/contracts";
import type { Arithmetic } from "./arithmetic.ts";
import type { Batch } from "./batch.ts";
import { addBias, applyRelu } from "./elementwise.ts";
import type { GemmSite } from "./gemm-site.ts";
import type { GemmSites } from "./gemm-sites.ts";
import type { LayerParameters } from "./parameters.ts";
import { QuantizedTensor } from "./quantized-tensor.ts";
import { Quantizer, roleSpec, roundingOf } from "./quantizer.ts";
import { createReals } from "./reals.ts";
import { spillOf, type StoredRounding } from "./stored-rounding.ts";

/** The tensors of one batch size. */
export interface ForwardTensors {
  /** Per layer, what its GEMMs read: features x batch, for the first layer batch x features. */
  readonly inputs: readonly QuantizedTensor[];
  /** Per layer, outputs x batch after bias and activation; the last ones are the logits. */
  readonly outputs: readonly Reals[];
}

/** fprop of a network: keeps each layer's GEMM site and the scales of its activations. */
export class ForwardPath {
  readonly #parameters: readonly LayerParameters[];
  readonly #arithmetic: Arithmetic;
  readonly #sites: readonly GemmSite[];
  /** Of every layer's inputs. */
  readonly #quantizers: readonly Quantizer[];
  readonly #logitSpill: StoredRounding | null;
  readonly #tensors = new Map<number, ForwardTensors>();

  constructor(parameters: readonly LayerParameters[], arithmetic: Arithmetic, sites: GemmSites, seed: number) {
    this.#parameters = parameters;
    this.#arithmetic = arithmetic;
    this.#sites = parameters.map(() => sites.add("fprop"));
    this.#quantizers = parameters.map(({ layer }, i) => {
      const spec = roleSpec(arithmetic, arithmetic.activations, roundingOf(arithmetic.rounding, seed, `${layer.name} input`));
      // The samples are given, not computed: their maximum is known and nothing waits for it.
      return new Quantizer(i === 0 ? { ...spec, policy: "oracle" } : spec);
    });
    this.#logitSpill = spillOf(arithmetic.activations, arithmetic.scalePolicy, arithmetic.spill);
  }

  /** Computes the logits of a batch. What is returned is overwritten by the next batch of that size. */
  run(batch: Batch): ForwardTensors {
    const tensors = this.tensors(batch.count);
    this.#quantizers[0].quantize(batch.inputs, tensors.inputs[0]);
    for (let i = 0; i < this.#parameters.length; i++) {
      this.#runLayer(i, batch.count, tensors);
      if (i + 1 < this.#parameters.length) this.#quantizers[i + 1].quantize(tensors.outputs[i], tensors.inputs[i + 1]);
      else if (this.#logitSpill !== null) this.#logitSpill.round(tensors.outputs[i]);
    }
    return tensors;
  }

  tensors(batch: number): ForwardTensors {
    let tensors = this.#tensors.get(batch);
    if (tensors === undefined) {
      const { activations, datapaths, reals } = this.#arithmetic;
      const layers = this.#parameters.map(({ layer }) => layer);
      tensors = {
        inputs: layers.map((layer) => new QuantizedTensor(activations, layer.inputs * batch, datapaths.fprop.kind === "float")),
        outputs: layers.map((layer) => createReals(reals, layer.outputs * batch)),
      };
      this.#tensors.set(batch, tensors);
    }
    return tensors;
  }

  /** Values beyond a delayed scale so far. */
  get clamps(): number {
    return this.#quantizers.reduce((sum, quantizer) => sum + quantizer.clamps, 0);
  }

  #runLayer(i: number, batch: number, { inputs, outputs }: ForwardTensors): void {
    const { layer, view, bias } = this.#parameters[i];
    const product = { m: layer.outputs, n: batch, k: layer.inputs, a: view.tensor, aTransposed: false, b: inputs[i], bTransposed: i === 0 };
    this.#sites[i].run(product, outputs[i]);
    if (bias !== null) addBias(outputs[i], bias.values);
    if (layer.activation === "relu") applyRelu(outputs[i]);
  }
}
