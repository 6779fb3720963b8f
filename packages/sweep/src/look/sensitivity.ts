import type { Scalar } from "../point.ts";
import type { Row } from "../row.ts";
import { compareScalars, varyingAxes } from "./axes.ts";
import { axisColumn, figureOf } from "./column.ts";

/** What one axis does to one figure. */
export interface AxisEffect {
  readonly axis: string;
  /**
   * Share of the figure's variance that lies between the groups of the axis (the correlation ratio, eta squared; on a full
   * grid the first-order Sobol index). Shares of a full grid sum to at most 1, the rest is interaction; of sampled spaces
   * they may sum to more. Null where the figure is the same in all rows.
   */
  readonly share: number | null;
  /** Mean of the figure in each group, groups in the order of their values. */
  readonly groups: readonly Group[];
  /** Largest mean less smallest, in the figure's unit. */
  readonly range: number;
}

/** Rows with one value of an axis, or with neighbouring ones. */
export interface Group {
  readonly from: Scalar | null;
  readonly to: Scalar | null;
  readonly rows: number;
  readonly mean: number;
}

/**
 * The effect of every axis that varies on a figure, the largest share first. Rows without the figure do not count. Where
 * an axis of numbers has nearly as many values as there are rows, and other axes vary too, neighbouring values are grouped:
 * a group of one row would explain everything.
 */
export function sensitivityOf(rows: readonly Row[], figure: string): readonly AxisEffect[] {
  const known = rows.filter((row) => figureOf(row, figure) !== null);
  const axes = varyingAxes(known);
  return axes
    .map(({ path }) => effectOf(path, figure, known, axes.length))
    .toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0));
}

function effectOf(axis: string, figure: string, rows: readonly Row[], axes: number): AxisEffect {
  const { of } = axisColumn(axis);
  const samples = rows.map((row) => ({ level: of(row), value: figureOf(row, figure)! })).toSorted((a, b) => compareScalars(a.level, b.level));
  const parts = grouped(samples, axes > 1 ? mostGroups(samples) : Infinity);
  const mean = meanOf(samples);
  const total = samples.reduce((sum, { value }) => sum + (value - mean) * (value - mean), 0);
  const between = parts.reduce((sum, part) => sum + part.length * (meanOf(part) - mean) * (meanOf(part) - mean), 0);
  const groups = parts.map((part): Group => ({ from: part[0]!.level, to: part.at(-1)!.level, rows: part.length, mean: meanOf(part) }));
  const means = groups.map((group) => group.mean);
  return { axis, share: total > 0 ? Math.min(1, between / total) : null, groups, range: Math.max(...means) - Math.min(...means) };
}

interface Sample {
  readonly level: Scalar | null;
  readonly value: number;
}

/** At most the root of the number of samples where values of numbers have fewer than two rows each on average. */
function mostGroups(samples: readonly Sample[]): number {
  const levels = new Set(samples.map(({ level }) => level));
  const areNumbers = samples.every(({ level }) => typeof level === "number");
  return areNumbers && levels.size * 2 > samples.length ? Math.max(2, Math.floor(Math.sqrt(samples.length))) : Infinity;
}

/** Runs of equal levels, joined to about equal sizes where there would be more than `most`. */
function grouped(samples: readonly Sample[], most: number): readonly (readonly Sample[])[] {
  const least = most === Infinity ? 1 : samples.length / most;
  const groups: Sample[][] = [];
  samples.forEach((sample, index) => {
    const last = groups.at(-1);
    const isNewLevel = index > 0 && samples[index - 1]!.level !== sample.level;
    if (last === undefined || (isNewLevel && last.length >= least)) groups.push([sample]);
    else last.push(sample);
  });
  return groups;
}

function meanOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0) / samples.length;
}
