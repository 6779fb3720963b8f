import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis, Point, Series } from "./chart.ts";

/** A position along an axis, and where its labels stand. */
export interface AxisScale {
  /** The place of a value between `range[0]` and `range[1]`; NaN for what the axis cannot show. */
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** Where an axis is drawn, and about how many labels have room. */
export interface AxisLayout {
  readonly range: readonly [number, number];
  readonly count: number;
}

/** The scale of `axis` over the data's coordinate `index`, onto `range`, with about `count` labels. */
export function axisScale(axis: Axis, series: readonly Series[], index: 0 | 1, layout: AxisLayout): AxisScale {
  const isLogarithmic = axis.scale === "logarithmic";
  const values = series.flatMap(({ points }) => points.map((point: Point) => point[index])).filter((value) => Number.isFinite(value) && (!isLogarithmic || value > 0));
  const [low, high] = axis.domain ?? widened(values, isLogarithmic);
  const scale = (isLogarithmic ? scaleLog() : scaleLinear()).domain([low, high]).range([...layout.range]).clamp(axis.domain !== undefined);
  const shown = axis.ticks ?? (isLogarithmic ? logarithmicTicks(low, high) : scale.ticks(layout.count));
  return {
    place: (value) => (Number.isFinite(value) && (!isLogarithmic || value > 0) ? scale(value) : NaN),
    ticks: shown.map((value) => ({ value, label: tickLabel(value) })),
  };
}

/** The span of the values, never empty. */
function widened(values: readonly number[], isLogarithmic: boolean): readonly [number, number] {
  if (values.length === 0) return isLogarithmic ? [1, 10] : [0, 1];
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low < high) return [low, high];
  return isLogarithmic ? [low / 2, high * 2] : [low - 0.5, high + 0.5];
}

/** What powers of ten are multiplied by, the fewest labels first. */
const digitSets: readonly (readonly number[])[] = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9]];

/** Powers of ten within the span, thinned to at most eight; fewer than two of them are joined by as many numbers between as make three labels. */
function logarithmicTicks(low: number, high: number): readonly number[] {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / 8));
  const powers = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => 10 ** (first + i * every));
  const isShown = (value: number): boolean => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  const sets = digitSets.map((digits) => powers.flatMap((power) => digits.map((digit) => Number((digit * power).toPrecision(3)))).filter(isShown));
  return sets.find((ticks, at) => ticks.length >= (at === 0 ? 2 : 3)) ?? sets.at(-1)!;
}

/** Short and exact enough: 0.05, 250, 40k, 3M, 1e-6. */
export function tickLabel(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-3 || magnitude >= 1e9)) return value.toExponential().replace("e+", "e");
  for (const [unit, letter] of [[1e6, "M"], [1e3, "k"]] as const) {
    if (magnitude >= 10 * unit || (magnitude >= unit && value % unit === 0)) return `${Number((value / unit).toPrecision(6))}${letter}`;
  }
  return String(Number(value.toPrecision(6)));
}
