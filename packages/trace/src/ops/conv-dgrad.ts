import type { Conv2dLayer, TensorShape } from "../model.ts";
import type { GemmShape } from "../schema.ts";

/** The inputs along one axis that the same taps of a strided kernel reach: every stride-th one. */
interface Phase {
  readonly positions: number;
  readonly taps: number;
}

/**
 * The products of a convolution's dgrad in its direct form: the inputs fall into stride height x stride width phases;
 * those of a phase are reached by the same taps, so that they are one product with no zeros between the gradients:
 * m = inputs, n = batch x positions of the phase, k = taps x outputs, once per group. Phases stand in the order (vertical,
 * horizontal); those without taps have no product, their gradients are zero.
 */
export function convDgrad(layer: Conv2dLayer, operand: TensorShape, batch: number): readonly GemmShape[] {
  const { groups: count } = layer;
  const across = phases(layer, 1, operand.width);
  return phases(layer, 0, operand.height).flatMap((down) =>
    across
      .map((along) => ({
        m: layer.inputs / count,
        n: batch * down.positions * along.positions,
        k: (down.taps * along.taps * layer.outputs) / count,
        count,
      }))
      .filter(({ n, k }) => n > 0 && k > 0),
  );
}

/** Tap r at output y reads input y * stride + r * dilation - padding, so input x is reached where the remainders agree. */
function phases({ kernel, stride, padding, dilation }: Conv2dLayer, axis: 0 | 1, size: number): readonly Phase[] {
  return Array.from({ length: stride[axis] }, (_, phase) => {
    let taps = 0;
    for (let r = 0; r < kernel[axis]; r++) if ((phase + padding[axis] - r * dilation[axis]) % stride[axis] === 0) taps++;
    return { positions: Math.ceil((size - phase) / stride[axis]), taps };
  });
}
