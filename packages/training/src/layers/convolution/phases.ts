import type { Pair } from "@lnsim/trace";
import type { ConvGeometry } from "./geometry.ts";

/** A kernel tap that reaches a phase, and where it finds the gradient that it carries there. */
export interface PhaseTap {
  /** Kernel row r and column s. */
  readonly row: number;
  readonly column: number;
  /** The phase's position (j, i) meets the output gradient at (j + y, i + x). */
  readonly y: number;
  readonly x: number;
}

/**
 * The inputs (first[0] + j * stride, first[1] + i * stride): those that the same taps reach. Their gradient is one GEMM
 * per group, in the direct form without inserted zeros: m x n with the reduction k in order (r, s, output).
 */
export interface PhaseGeometry {
  readonly first: Pair;
  readonly height: number;
  readonly width: number;
  /** In order (r, s); empty where the stride leaves inputs that no tap reaches, whose gradient is zero. */
  readonly taps: readonly PhaseTap[];
  /** Input features of a group. */
  readonly m: number;
  /** batch * height * width. */
  readonly n: number;
  /** taps * output features of a group; 0 without taps. */
  readonly k: number;
}

/** The phases of a convolution's data gradient, vertical by horizontal; together they are all inputs, each once. */
export function dataGradientPhases(geometry: ConvGeometry): readonly PhaseGeometry[] {
  const { input, stride } = geometry;
  const phases: PhaseGeometry[] = [];
  for (let y = 0; y < Math.min(stride[0], input.height); y++) {
    for (let x = 0; x < Math.min(stride[1], input.width); x++) phases.push(phaseAt(geometry, [y, x]));
  }
  return phases;
}

function phaseAt(geometry: ConvGeometry, first: Pair): PhaseGeometry {
  const { batch, input, stride, groupInputs, groupOutputs } = geometry;
  const height = Math.ceil((input.height - first[0]) / stride[0]);
  const width = Math.ceil((input.width - first[1]) / stride[1]);
  const columns = tapsAlong(geometry, 1, first[1]);
  const taps = tapsAlong(geometry, 0, first[0]).flatMap((r) => columns.map((s) => ({ row: r.tap, column: s.tap, y: r.shift, x: s.shift })));
  return { first, height, width, taps, m: groupInputs, n: batch * height * width, k: taps.length * groupOutputs };
}

/** Taps along one direction that reach input `first`, and the output each comes from there: first + padding = output * stride + tap * dilation. */
function tapsAlong({ kernel, stride, padding, dilation }: ConvGeometry, direction: 0 | 1, first: number): { tap: number; shift: number }[] {
  const found = [];
  for (let tap = 0; tap < kernel[direction]; tap++) {
    const distance = first + padding[direction] - tap * dilation[direction];
    if (distance % stride[direction] === 0) found.push({ tap, shift: distance / stride[direction] });
  }
  return found;
}
