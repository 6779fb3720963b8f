import type { Reals } from "@lnsim/contracts";
import type { PoolGeometry, WindowIndices } from "./geometry.ts";

/** Whether every window is 2 x 2 and lies within the input. */
export function hasPairWindows({ kernel, padding }: PoolGeometry): boolean {
  return kernel[0] === 2 && kernel[1] === 2 && padding[0] === 0 && padding[1] === 0;
}

/**
 * `maxPool` for windows of 2 x 2 without padding: winners of the two rows, then of both. Choices are arithmetic on
 * comparisons, because branches on data are guessed wrongly; that is two to four times as fast.
 */
export function maxPoolPairs(geometry: PoolGeometry, source: Reals, out: Reals, argmax: WindowIndices): void {
  const { batch, input, output, stride } = geometry;
  const { width } = input;
  for (let plane = 0, o = 0; plane < input.features * batch; plane++) {
    for (let y = 0; y < output.height; y++) {
      let corner = (plane * input.height + y * stride[0]) * width;
      for (let x = 0; x < output.width; x++, o++, corner += stride[1]) {
        const above = isBeaten(source[corner], source[corner + 1]);
        const below = isBeaten(source[corner + width], source[corner + width + 1]);
        const isBelow = isBeaten(source[corner + above], source[corner + width + below]);
        const column = above + ((below - above) & -isBelow);
        out[o] = source[corner + column + (width & -isBelow)];
        argmax[o] = column + 2 * isBelow;
      }
    }
  }
}

/** 1 if `next` is taken instead of `largest`: it is larger or NaN, and `largest` is not NaN. Else 0. */
function isBeaten(largest: number, next: number): number {
  return Number(!(next <= largest)) & Number(largest === largest);
}
