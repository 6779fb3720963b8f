import type { Row, RowGroup } from "./row.ts";
import type { Finished, Store } from "./store.ts";

/** What the table is made from. */
export interface TableOptions {
  readonly groups: readonly RowGroup[];
  readonly store: Store;
  /** What decides the result of a row. */
  readonly keys: ReadonlyMap<string, string>;
  readonly seeds: readonly number[];
  /** Steps of a training, by trace; what is shorter than the trace is marked. */
  readonly steps: (trace: string) => number;
}

/** One group as a Markdown table: mean, spread and gap; rows without any training say so. */
export function groupTable(group: RowGroup, options: TableOptions): string {
  const unit = group.metric === "accuracy" ? "test accuracy %" : "bits per character";
  const rows = group.rows.map((row) => line(row, group.metric, options));
  return [
    `## ${group.title}`,
    "",
    group.about,
    "",
    `| arithmetic | ${unit}, mean [lowest..highest] | gap to FP32 | seeds |`,
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function line(row: Row, metric: RowGroup["metric"], options: TableOptions): string {
  const own = valuesOf(row.id, row.trace, metric, options);
  if (own.length === 0) return `| ${row.title} | not trained yet | | |`;
  const baseline = row.baseline === null ? [] : valuesOf(row.baseline, row.trace, metric, options);
  return `| ${row.title} | ${spread(own, metric)} | ${gap(own, baseline, metric)} | ${own.length} |`;
}

/** Values of one row by seed; NaN where training went astray. */
function valuesOf(id: string, trace: string, metric: RowGroup["metric"], { store, keys, seeds, steps }: TableOptions): readonly Value[] {
  return seeds.flatMap((seed) => {
    const finished = store.find(id, keys.get(id)!, seed, steps(trace));
    return finished === undefined ? [] : [{ seed, value: valueOf(finished, metric) }];
  });
}

interface Value {
  readonly seed: number;
  readonly value: number;
}

/** In percent, or in bits. */
function valueOf({ testAccuracy, testLoss }: Finished, metric: RowGroup["metric"]): number {
  if (metric === "accuracy") return testAccuracy === null ? NaN : 100 * testAccuracy;
  return testLoss === null ? NaN : testLoss / Math.LN2;
}

function spread(values: readonly Value[], metric: RowGroup["metric"]): string {
  const numbers = values.map(({ value }) => value);
  const digits = digitsOf(metric);
  if (numbers.some((value) => Number.isNaN(value))) return "no number: training went astray";
  if (numbers.length === 1) return numbers[0]!.toFixed(digits);
  return `${mean(numbers).toFixed(digits)} [${Math.min(...numbers).toFixed(digits)}..${Math.max(...numbers).toFixed(digits)}]`;
}

/** Mean of the differences by seed, with their lowest and highest. */
function gap(own: readonly Value[], baseline: readonly Value[], metric: RowGroup["metric"]): string {
  const differences = own.flatMap(({ seed, value }) => {
    const reference = baseline.find((each) => each.seed === seed);
    return reference === undefined ? [] : [value - reference.value];
  });
  if (differences.length === 0 || differences.some((each) => Number.isNaN(each))) return "";
  const signed = (value: number): string => `${value > 0 ? "+" : ""}${value.toFixed(digitsOf(metric))}`;
  if (differences.length === 1) return signed(differences[0]!);
  return `${signed(mean(differences))} [${signed(Math.min(...differences))}..${signed(Math.max(...differences))}]`;
}

function digitsOf(metric: RowGroup["metric"]): number {
  return metric === "accuracy" ? 2 : 3;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
