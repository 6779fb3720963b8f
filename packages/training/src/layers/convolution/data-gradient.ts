import { wordOf, wordsOf, type TensorData } from "../tensor-data.ts";
import type { ConvGeometry } from "./geometry.ts";
import type { PhaseGeometry } from "./phases.ts";
import { gatherPlane, type PlaneGrid } from "./plane-gather.ts";

/**
 * B of a phase's dgrad: `out` (k x n) gets at row (tap, output of the group) and column (sample, j, i) the output
 * gradient that the tap carries to the phase's input (j, i), or `padding` where there is none. `source` is E, outputs x
 * (batch * output height * output width), of all groups.
 */
export function gatherPhaseGradients<T extends TensorData>(
  geometry: ConvGeometry,
  phase: PhaseGeometry,
  source: T,
  { group, padding, out }: { readonly group: number; readonly padding: number; readonly out: T },
): void {
  const { batch, output, groupOutputs, columns } = geometry;
  const grid: PlaneGrid = { batch, source: [output.height, output.width], out: [phase.height, phase.width], stride: [1, 1] };
  const ends = { source: wordsOf(source), out: wordsOf(out), padding: wordOf(out, padding) };
  let to = 0;
  for (const { y, x } of phase.taps) {
    for (let i = 0; i < groupOutputs; i++, to += phase.n) gatherPlane(grid, [y, x], { ...ends, from: (group * groupOutputs + i) * columns, to });
  }
}

/** A of a phase's dgrad: `out` (m x k), inputs of the group x (tap, output), from W, outputs x (r, s, c). */
export function gatherPhaseWeights<T extends TensorData>(
  geometry: ConvGeometry,
  phase: PhaseGeometry,
  weights: T,
  { group, out }: { readonly group: number; readonly out: T },
): void {
  const { kernel, groupInputs, groupOutputs, reduction } = geometry;
  const source = wordsOf(weights);
  const target = wordsOf(out);
  phase.taps.forEach(({ row, column }, tap) => {
    for (let i = 0; i < groupOutputs; i++) {
      const from = (group * groupOutputs + i) * reduction + (row * kernel[1] + column) * groupInputs;
      for (let c = 0, o = tap * groupOutputs + i; c < groupInputs; c++, o += phase.k) target[o] = source[from + c];
    }
  });
}

/** Puts a phase's result (m x n) where it belongs in the input gradient `out`, inputs x (batch * height * width). */
export function scatterPhase<T extends TensorData>(
  geometry: ConvGeometry,
  phase: PhaseGeometry,
  group: number,
  { result, out }: { readonly result: T; readonly out: T },
): void {
  const source = wordsOf(result);
  const target = wordsOf(out);
  const stride = geometry.stride[1];
  let from = 0;
  for (let line = 0; line < phase.m * geometry.batch * phase.height; line++) {
    let o = lineStart(geometry, phase, group, line);
    for (const end = from + phase.width; from < end; from++, o += stride) target[o] = source[from];
  }
}

/** Writes `value` to every input of the phase in `out`: zero, for a phase that no tap reaches. */
export function fillPhase(
  geometry: ConvGeometry,
  phase: PhaseGeometry,
  group: number,
  { value, out }: { readonly value: number; readonly out: TensorData },
): void {
  const target = wordsOf(out);
  const word = wordOf(out, value);
  const stride = geometry.stride[1];
  for (let line = 0; line < phase.m * geometry.batch * phase.height; line++) {
    let o = lineStart(geometry, phase, group, line);
    for (let i = 0; i < phase.width; i++, o += stride) target[o] = word;
  }
}

/** Index in the input tensor where a line (feature of the group, sample, j) of the phase starts. */
function lineStart({ batch, input, stride, groupInputs }: ConvGeometry, phase: PhaseGeometry, group: number, line: number): number {
  const plane = Math.floor(line / phase.height);
  const j = line - plane * phase.height;
  const y = phase.first[0] + j * stride[0];
  return ((group * groupInputs * batch + plane) * input.height + y) * input.width + phase.first[1];
}
