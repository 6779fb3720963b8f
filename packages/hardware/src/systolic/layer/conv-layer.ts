import { LnsimError } from "@lnsim/contracts";
import type { Gather } from "../../workload/operation.ts";
import type { SystolicLayer } from "./layer.ts";

/** A convolution of one group, before its output size is known. */
export interface ConvShape extends Omit<Gather, "outputHeight" | "outputWidth"> {
  readonly filters: number;
}

/**
 * The layer of a convolution, with floor((size + 2 padding - kernel) / stride) + 1 output positions along each axis.
 *
 * @throws LnsimError when the kernel is larger than what it slides over
 */
export function convLayer(conv: ConvShape): SystolicLayer {
  return layerWith(conv, (size, kernel, stride) => Math.floor((size - kernel) / stride) + 1);
}

/**
 * The layer that SCALE-Sim makes of a convolution: ceil((size + 2 padding - kernel + stride) / stride) output positions
 * along each axis, one more than there are wherever the stride does not divide.
 *
 * @throws LnsimError when the kernel is larger than what it slides over
 */
export function scaleSimConvShape(conv: ConvShape): SystolicLayer {
  return layerWith(conv, (size, kernel, stride) => Math.ceil((size - kernel + stride) / stride));
}

type PositionRule = (size: number, kernel: number, stride: number) => number;

function layerWith(conv: ConvShape, positions: PositionRule): SystolicLayer {
  const { samples, channels, filters, kernel } = conv;
  const along = (axis: 0 | 1): number => {
    const size = (axis === 0 ? conv.height : conv.width) + 2 * conv.padding[axis];
    if (kernel[axis] > size) refuse(axis, kernel[axis], size);
    return positions(size, kernel[axis], conv.stride[axis]);
  };
  return { m: samples * along(0) * along(1), n: filters, k: kernel[0] * kernel[1] * channels };
}

function refuse(axis: 0 | 1, kernel: number, size: number): never {
  throw new LnsimError({
    code: "invalid-value",
    message: "a convolution's kernel is larger than its padded input",
    path: axis === 0 ? "kernel height" : "kernel width",
    found: String(kernel),
    expected: `at most ${size}`,
    remedy: "give padded sizes, or a smaller kernel",
  });
}
