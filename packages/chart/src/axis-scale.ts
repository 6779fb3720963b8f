import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis, Point, Series } from "./chart.ts";

/** A position along an axis, and where its labels stand. */
export interface AxisScale {
  /** The place of a value between `range[0]` and `range[1]`; NaN for what the axis cannot show. */
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** The scale of `axis` over the data's coordinate `index`, onto `range`, with about `count` labels. */
export function axisScale(axis: Axis, series: readonly Series[], index: 0 | 1, layout: { readonly range: readonly [number, number]; readonly count: number }): AxisScale {
  const isLogarithmic = axis.scale === "logarithmic";
  const values = series.flatMap(({ points }) => points.map((point: Point) => point[index])).filter((value) => Number.isFinite(value) && (!isLogarithmic || value > 0));
  const [low, high] = axis.domain ?? widened(values, isLogarithmic);
  const scale = (isLogarithmic ? scaleLog() : scaleLinear()).domain([low, high]).range([...layout.range]).clamp(axis.domain !== undefined);
  const shown = isLogarithmic ? decades(low, high) : scale.ticks(layout.count);
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

/** Powers of ten within the span, thinned to at most eight; 1, 2 and 5 times them when there are too few. */
function decades(low: number, high: number): readonly number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / 8));
  const powers = Array.from({ length: Math.max(0, Math.floor((last - first) / every) + 1) }, (_, i) => 10 ** (first + i * every));
  if (powers.length > 1) return powers;
  const around = [first - 1, first, first + 1].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));
  return around.filter((value) => value >= low && value <= high);
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
