import type { Conv2dLayer, LayerSpec } from "../model.ts";

/** One convolution of a residual network: square, and padded so that it keeps the size up to its stride. */
export interface SquareConvolution {
  readonly name: string;
  readonly from: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Side of the kernel, odd. */
  readonly size: number;
  readonly stride: number;
}

/** A convolution without bias (the shift of the norm is one) and its batch norm, which is called `name.norm`. */
export function convNorm({ name, from, inputs, outputs, size, stride }: SquareConvolution): readonly LayerSpec[] {
  const padding = (size - 1) / 2;
  const conv: Conv2dLayer = {
    kind: "conv2d",
    name,
    from: [from],
    inputs,
    outputs,
    kernel: [size, size],
    stride: [stride, stride],
    padding: [padding, padding],
    dilation: [1, 1],
    groups: 1,
    bias: false,
  };
  return [conv, { kind: "batch-norm", name: `${name}.norm`, from: [name], features: outputs, epsilon: 1e-5, momentum: 0.1, affine: true }];
}
