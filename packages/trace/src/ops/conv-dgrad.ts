import type { Conv2dLayer, TensorShape } from "../model.ts";
import type { GemmShape } from "../schema.ts";

/** The inputs along one axis that the same taps of a strided kernel reach: start, start + stride, and so on. */
export interface AxisPhase {
  readonly start: number;
  /** How many inputs. */
  readonly positions: number;
  /** The kernel's taps that reach them, in the order of the outputs they reach them from. */
  readonly taps: readonly number[];
  /** The output from which the first tap reaches the first input; the next input is one output on. May lie off the edge. */
  readonly first: number;
  /** Outputs between two taps. */
  readonly spacing: number;
}

/** A phase along both axes: one matrix product. */
export type DgradPhase = readonly [vertical: AxisPhase, horizontal: AxisPhase];

/**
 * The products of a convolution's dgrad in its direct form: the inputs fall into stride height x stride width phases;
 * those of a phase are reached by the same taps, so that they are one product with no zeros between the gradients:
 * m = inputs, n = batch x positions of the phase, k = taps x outputs, once per group; in the order of {@link dgradPhases}.
 */
export function convDgrad(layer: Conv2dLayer, operand: TensorShape, batch: number): readonly GemmShape[] {
  const { groups: count } = layer;
  return dgradPhases(layer, operand).map(([down, along]) => ({
    m: layer.inputs / count,
    n: batch * down.positions * along.positions,
    k: (down.taps.length * along.taps.length * layer.outputs) / count,
    count,
  }));
}

/** The phases in the order (vertical, horizontal); those without taps or inputs have no product, their gradients are zero. */
export function dgradPhases(layer: Conv2dLayer, { height, width }: TensorShape): readonly DgradPhase[] {
  const across = axisPhases(layer, 1, width);
  return axisPhases(layer, 0, height).flatMap((down) => across.map((along) => [down, along] as const));
}

/** Tap r at output y reads input y * stride + r * dilation - padding, so input x is reached where the remainders agree. */
function axisPhases(layer: Conv2dLayer, axis: 0 | 1, size: number): readonly AxisPhase[] {
  const [kernel, stride, padding, dilation] = [layer.kernel[axis], layer.stride[axis], layer.padding[axis], layer.dilation[axis]];
  const phases: AxisPhase[] = [];
  for (let start = 0; start < Math.min(stride, size); start++) {
    const taps: number[] = [];
    for (let r = kernel - 1; r >= 0; r--) if ((start + padding - r * dilation) % stride === 0) taps.push(r);
    if (taps.length === 0) continue;
    const output = (tap: number): number => (start + padding - tap * dilation) / stride;
    const [first, second = first] = taps.map(output) as [number, number?];
    phases.push({ start, positions: Math.ceil((size - start) / stride), taps, first, spacing: Math.max(1, second - first) });
  }
  return phases;
}
