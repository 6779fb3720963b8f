import type { Reals } from "@lnsim/contracts";
import type { PoolGeometry } from "./geometry.ts";

/**
 * The mean of every window, padding counted as zeros. `source` is features x (batch * input height * width), `out`
 * features x (batch * output height * width); sums run in order (r, s).
 */
export function averagePool(geometry: PoolGeometry, source: Reals, out: Reals): void {
  const { batch, input, output, kernel, stride, padding } = geometry;
  const size = kernel[0] * kernel[1];
  for (let plane = 0, o = 0; plane < input.features * batch; plane++) {
    for (let y = 0; y < output.height; y++) {
      const top = y * stride[0] - padding[0];
      const start = plane * input.height + Math.max(top, 0);
      const end = plane * input.height + Math.min(top + kernel[0], input.height);
      for (let x = 0; x < output.width; x++, o++) {
        const left = Math.max(x * stride[1] - padding[1], 0);
        const right = Math.min(x * stride[1] - padding[1] + kernel[1], input.width);
        let sum = 0;
        for (let row = start; row < end; row++) {
          for (let i = row * input.width + left; i < row * input.width + right; i++) sum += source[i];
        }
        out[o] = sum / size;
      }
    }
  }
}

/**
 * The gradient by the input of {@link averagePool}: every input's sum of the gradients of its windows, in ascending
 * order of the outputs, over the size of a window.
 */
export function averagePoolBackward(geometry: PoolGeometry, gradient: Reals, out: Reals): void {
  const { batch, input, output, kernel } = geometry;
  const sums = new Float64Array(input.height * input.width);
  const size = kernel[0] * kernel[1];
  for (let plane = 0, o = 0; plane < input.features * batch; plane++) {
    sums.fill(0);
    addWindows(geometry, gradient, plane * output.height * output.width, sums);
    for (let i = 0; i < sums.length; i++, o++) out[o] = sums[i] / size;
  }
}

/** Adds every gradient of one plane, the first at `from`, to the inputs of its window. */
function addWindows({ input, output, kernel, stride, padding }: PoolGeometry, gradient: Reals, from: number, sums: Float64Array): void {
  for (let y = 0, o = from; y < output.height; y++) {
    const top = y * stride[0] - padding[0];
    const start = Math.max(top, 0);
    const end = Math.min(top + kernel[0], input.height);
    for (let x = 0; x < output.width; x++, o++) {
      const left = Math.max(x * stride[1] - padding[1], 0);
      const right = Math.min(x * stride[1] - padding[1] + kernel[1], input.width);
      for (let row = start; row < end; row++) {
        for (let i = row * input.width + left; i < row * input.width + right; i++) sums[i] += gradient[o];
      }
    }
  }
}
