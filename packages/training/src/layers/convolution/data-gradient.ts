import type { Pair } from "@lnsim/trace";
import { copyRuns, type RunLayout } from "../copy-runs.ts";
import { wordOf, wordsOf, type TensorData, type Words } from "../tensor-data.ts";
import type { ConvGeometry } from "./geometry.ts";
import type { PhaseGeometry } from "./phases.ts";
import { gatherPlane } from "./plane-gather.ts";
import { shiftPlane } from "./plane-shift.ts";

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
  const size: Pair = [phase.height, phase.width];
  const gap: Pair = [phase.height - output.height, phase.width - output.width];
  const ends = { source: wordsOf(source), out: wordsOf(out), padding: wordOf(out, padding) };
  // Where the phase is larger than the output, its plane is padded once and then only shifted, tap by tap.
  const staged = gap[0] >= 0 && gap[1] >= 0 && gap[0] + gap[1] > 0 ? createStage(ends.source, phase.n) : null;
  const grid = { batch, source: [output.height, output.width], out: size, stride: [1, 1] } as const;
  for (let i = 0; i < groupOutputs; i++) {
    const from = (group * groupOutputs + i) * columns;
    if (staged !== null) gatherPlane(grid, [0, 0], { ...ends, from, out: staged, to: 0 });
    phase.taps.forEach(({ y, x }, tap) => {
      const to = (tap * groupOutputs + i) * phase.n;
      if (staged === null) gatherPlane(grid, [y, x], { ...ends, from, to });
      else shiftPlane({ batch, size, gap }, [y, x], { ...ends, source: staged, from: 0, to });
    });
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
  phase.taps.forEach(({ row, column }, tap) => {
    const start = group * groupOutputs * reduction + (row * kernel[1] + column) * groupInputs;
    const from = { start, planeStep: 0, rowStep: reduction, step: 1 };
    const to = { start: tap * groupOutputs, planeStep: 0, rowStep: 1, step: phase.k };
    copyRuns({ planes: 1, rows: groupOutputs, count: groupInputs, from, to }, wordsOf(weights), wordsOf(out));
  });
}

/** Puts a phase's result (m x n) where it belongs in the input gradient `out`, inputs x (batch * height * width). */
export function scatterPhase<T extends TensorData>(
  geometry: ConvGeometry,
  phase: PhaseGeometry,
  group: number,
  { result, out }: { readonly result: T; readonly out: T },
): void {
  const { height, width } = phase;
  const from = { start: 0, planeStep: height * width, rowStep: width, step: 1 };
  copyRuns({ planes: phase.m * geometry.batch, rows: height, count: width, from, to: phaseLayout(geometry, phase, group) }, wordsOf(result), wordsOf(out));
}

/** Writes `value` to every input of the phase in `out`: zero, for a phase that no tap reaches. */
export function fillPhase(
  geometry: ConvGeometry,
  phase: PhaseGeometry,
  group: number,
  { value, out }: { readonly value: number; readonly out: TensorData },
): void {
  const target = wordsOf(out);
  const source = target.slice(0, 1).fill(wordOf(out, value));
  const from = { start: 0, planeStep: 0, rowStep: 0, step: 0 };
  const to = phaseLayout(geometry, phase, group);
  copyRuns({ planes: phase.m * geometry.batch, rows: phase.height, count: phase.width, from, to }, source, target);
}

/** The lines (feature of the group and sample, j) of a phase in the input tensor. */
function phaseLayout({ batch, input, stride, groupInputs }: ConvGeometry, { first }: PhaseGeometry, group: number): RunLayout {
  const planeStep = input.height * input.width;
  const start = group * groupInputs * batch * planeStep + first[0] * input.width + first[1];
  return { start, planeStep, rowStep: stride[0] * input.width, step: stride[1] };
}

/** An array of the source's type. */
function createStage(source: Words, length: number): Words {
  if (source instanceof Uint8Array) return new Uint8Array(length);
  if (source instanceof Uint16Array) return new Uint16Array(length);
  return source instanceof Uint32Array ? new Uint32Array(length) : new Float64Array(length);
}
