import type { Words } from "./tensor-data.ts";

/** Where runs lie in an array: element i of run (plane, row) at start + plane * planeStep + row * rowStep + i * step. */
export interface RunLayout {
  readonly start: number;
  readonly planeStep: number;
  readonly rowStep: number;
  readonly step: number;
}

/** planes * rows runs of `count` elements each, from one layout to another. */
export interface RunCopy {
  readonly planes: number;
  readonly rows: number;
  readonly count: number;
  readonly from: RunLayout;
  readonly to: RunLayout;
}

/**
 * Copies runs between two arrays of one type. There is a loop per type, all the same: a shared one gets up to three times
 * slower for every type as soon as a process has used two.
 */
export function copyRuns(copy: RunCopy, source: Words, out: Words): void {
  if (source instanceof Uint8Array) copyBytes(copy, source, out as Uint8Array);
  else if (source instanceof Uint16Array) copyShorts(copy, source, out as Uint16Array);
  else if (source instanceof Uint32Array) copyWords(copy, source, out as Uint32Array);
  else copyDoubles(copy, source, out as Float64Array);
}

function copyBytes({ planes, rows, count, from, to }: RunCopy, source: Uint8Array, out: Uint8Array): void {
  const [sourceStep, outStep] = [from.step, to.step];
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      let i = from.start + plane * from.planeStep + row * from.rowStep;
      let o = to.start + plane * to.planeStep + row * to.rowStep;
      for (let n = 0; n < count; n++, i += sourceStep, o += outStep) out[o] = source[i];
    }
  }
}

function copyShorts({ planes, rows, count, from, to }: RunCopy, source: Uint16Array, out: Uint16Array): void {
  const [sourceStep, outStep] = [from.step, to.step];
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      let i = from.start + plane * from.planeStep + row * from.rowStep;
      let o = to.start + plane * to.planeStep + row * to.rowStep;
      for (let n = 0; n < count; n++, i += sourceStep, o += outStep) out[o] = source[i];
    }
  }
}

function copyWords({ planes, rows, count, from, to }: RunCopy, source: Uint32Array, out: Uint32Array): void {
  const [sourceStep, outStep] = [from.step, to.step];
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      let i = from.start + plane * from.planeStep + row * from.rowStep;
      let o = to.start + plane * to.planeStep + row * to.rowStep;
      for (let n = 0; n < count; n++, i += sourceStep, o += outStep) out[o] = source[i];
    }
  }
}

function copyDoubles({ planes, rows, count, from, to }: RunCopy, source: Float64Array, out: Float64Array): void {
  const [sourceStep, outStep] = [from.step, to.step];
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      let i = from.start + plane * from.planeStep + row * from.rowStep;
      let o = to.start + plane * to.planeStep + row * to.rowStep;
      for (let n = 0; n < count; n++, i += sourceStep, o += outStep) out[o] = source[i];
    }
  }
}
