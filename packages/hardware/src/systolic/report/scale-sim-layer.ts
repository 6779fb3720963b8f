import { LnsimError } from "@lnsim/contracts";
import type { Gather } from "../../workload/operation.ts";
import type { SystolicLayer } from "../layer/layer.ts";

/** A convolution of one group, before its output size is known. */
interface Convolution extends Omit<Gather, "outputHeight" | "outputWidth"> {
  readonly filters: number;
}

/**
 * The layer that SCALE-Sim makes of a convolution: ceil((size + 2 padding - kernel + stride) / stride) output positions
 * along each axis, one more than there are wherever the stride does not divide.
 *
 * @throws LnsimError when the kernel is larger than what it slides over
 */
export function scaleSimLayer(convolution: Convolution): SystolicLayer {
  const { samples, channels, filters, kernel, stride, padding } = convolution;
  const along = (axis: 0 | 1): number => {
    const size = (axis === 0 ? convolution.height : convolution.width) + 2 * padding[axis];
    if (kernel[axis] > size) refuse(axis, kernel[axis], size);
    return Math.ceil((size - kernel[axis] + stride[axis]) / stride[axis]);
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
