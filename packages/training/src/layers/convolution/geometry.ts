import { LnsimError } from "@lnsim/contracts";
import type { Conv2dLayer, Pair, TensorShape } from "@lnsim/trace";
import { windowCount } from "../window-count.ts";

/** The sizes of one convolution on one batch, and of its GEMMs per group. */
export interface ConvGeometry {
  readonly batch: number;
  readonly input: TensorShape;
  readonly output: TensorShape;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly groups: number;
  /** Input features of a group. */
  readonly groupInputs: number;
  /** Output features of a group: M of its fprop GEMM. */
  readonly groupOutputs: number;
  /** kernel height * kernel width * groupInputs: K of fprop, M of wgrad. */
  readonly reduction: number;
  /** batch * output height * output width: N of fprop, K of wgrad. */
  readonly columns: number;
}

/** The geometry of `layer` on a batch of inputs of the given shape. Throws `invalid-combination` where they do not fit. */
export function convGeometry(layer: Conv2dLayer, input: TensorShape, batch: number): ConvGeometry {
  const { kernel, stride, padding, dilation, groups, inputs, outputs } = layer;
  if (input.features !== inputs) throw misfit(layer, `${input.features} input features`, `${inputs}, the layer's inputs`);
  if (inputs % groups !== 0 || outputs % groups !== 0) throw misfit(layer, `${groups} groups`, `a divisor of ${inputs} inputs and ${outputs} outputs`);
  const height = windowCount(input.height, reach(kernel[0], dilation[0]), stride[0], padding[0]);
  const width = windowCount(input.width, reach(kernel[1], dilation[1]), stride[1], padding[1]);
  if (height < 1 || width < 1) throw misfit(layer, `an input of ${input.height} x ${input.width}`, "one that holds the kernel, padding included");
  const groupInputs = inputs / groups;
  return {
    batch,
    input,
    output: { features: outputs, height, width },
    kernel,
    stride,
    padding,
    dilation,
    groups,
    groupInputs,
    groupOutputs: outputs / groups,
    reduction: kernel[0] * kernel[1] * groupInputs,
    columns: batch * height * width,
  };
}

/** Inputs from a kernel's first tap to its last, both included. */
function reach(taps: number, dilation: number): number {
  return (taps - 1) * dilation + 1;
}

function misfit(layer: Conv2dLayer, found: string, expected: string): LnsimError {
  return new LnsimError({ code: "invalid-combination", message: "a convolution does not fit its input", path: layer.name, found, expected });
}
