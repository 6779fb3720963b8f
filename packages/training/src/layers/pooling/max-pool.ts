import type { Reals } from "@lnsim/contracts";
import type { PoolGeometry, WindowIndices } from "./geometry.ts";
import { hasPairWindows, maxPoolPairs } from "./max-pool-pairs.ts";

/**
 * The largest value of every window, windows cut at the edge. `source` is features x (batch * input height * width),
 * `out` and `argmax` features x (batch * output height * width); of equals the first in order (r, s) is taken. A window
 * with a NaN gives NaN.
 */
export function maxPool(geometry: PoolGeometry, source: Reals, out: Reals, argmax: WindowIndices): void {
  if (hasPairWindows(geometry)) maxPoolPairs(geometry, source, out, argmax);
  else maxPoolWindows(geometry, source, out, argmax);
}

function maxPoolWindows(geometry: PoolGeometry, source: Reals, out: Reals, argmax: WindowIndices): void {
  const { batch, input, output, kernel, stride, padding } = geometry;
  for (let plane = 0, o = 0; plane < input.features * batch; plane++) {
    for (let y = 0; y < output.height; y++) {
      const top = y * stride[0] - padding[0];
      const firstRow = top < 0 ? -top : 0;
      const endRow = Math.min(kernel[0], input.height - top);
      const origin = (plane * input.height + top) * input.width - padding[1];
      for (let x = 0; x < output.width; x++, o++) {
        const left = x * stride[1] - padding[1];
        const firstColumn = left < 0 ? -left : 0;
        const endColumn = Math.min(kernel[1], input.width - left);
        const corner = origin + x * stride[1];
        let index = firstRow * kernel[1] + firstColumn;
        let largest = source[corner + firstRow * input.width + firstColumn];
        for (let r = firstRow; r < endRow; r++) {
          for (let s = firstColumn; s < endColumn; s++) {
            const value = source[corner + r * input.width + s];
            // NaN is not below anything: it is taken, and then only another NaN is.
            if (value <= largest || largest !== largest) continue;
            largest = value;
            index = r * kernel[1] + s;
          }
        }
        out[o] = largest;
        argmax[o] = index;
      }
    }
  }
}

/**
 * The gradient by the input of {@link maxPool}: every output's `gradient` goes to the value that was taken; where windows
 * overlap they are summed in ascending order of the outputs.
 */
export function maxPoolBackward(geometry: PoolGeometry, gradient: Reals, argmax: WindowIndices, out: Reals): void {
  const { batch, input, kernel, stride } = geometry;
  const size = input.height * input.width;
  if (kernel[0] <= stride[0] && kernel[1] <= stride[1]) {
    out.fill(0);
    addPlanes(geometry, { gradient, argmax, first: 0, count: input.features * batch, out });
    return;
  }
  const sums = new Float64Array(size);
  for (let plane = 0; plane < input.features * batch; plane++) {
    sums.fill(0);
    addPlanes(geometry, { gradient, argmax, first: plane, count: 1, out: sums });
    out.set(sums, plane * size);
  }
}

interface PlanesToAdd {
  readonly gradient: Reals;
  readonly argmax: WindowIndices;
  /** First of the planes (feature, sample) and how many. */
  readonly first: number;
  readonly count: number;
  /** Starts with the first plane's input. */
  readonly out: Reals;
}

function addPlanes({ input, output, kernel, stride, padding }: PoolGeometry, { gradient, argmax, first, count, out }: PlanesToAdd): void {
  const steps = kernel[1];
  let o = first * output.height * output.width;
  for (let plane = 0; plane < count; plane++) {
    for (let y = 0; y < output.height; y++) {
      let corner = (plane * input.height + y * stride[0] - padding[0]) * input.width - padding[1];
      for (let x = 0; x < output.width; x++, o++, corner += stride[1]) {
        const row = (argmax[o] / steps) | 0;
        out[corner + row * input.width + argmax[o] - row * steps] += gradient[o];
      }
    }
  }
}
