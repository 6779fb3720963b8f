import { columnNamed, figureColumn, figureNamed, inAxisOrder, paretoFront, parseObjectives, sensitivityOf, sortRows, type Objective, type Row } from "@lnsim/sweep";
import { renderDesigns } from "../report/designs-report.ts";
import type { Handler } from "./handler.ts";
import { parseCount } from "./parse-count.ts";
import { designsTitle, readDesigns } from "./read-designs.ts";

/** Input of `lnsim sweep show`. */
export interface SweepShowInput {
  readonly store?: string;
  readonly objective?: string;
  readonly sort?: string;
  readonly descending: boolean;
  readonly top: string;
  readonly front: boolean;
  readonly where: readonly string[];
  readonly format: "table" | "json";
}

/** `lnsim sweep show` */
export const sweepShow: Handler<SweepShowInput> = async (input, { print, columns, styles }) => {
  const objectives = input.objective === undefined ? [] : parseObjectives(input.objective);
  const most = parseCount("--top", input.top);
  const { rows } = readDesigns(input.store, input.where);
  const front = objectives.length === 0 ? new Set<string>() : paretoFront(rows, objectives);
  const sorted = sorting(rows, objectives, input).filter(({ id }) => !input.front || front.has(id));
  const sensitivity = Object.fromEntries(objectives.map(({ figure }) => [figure, sensitivityOf(rows, figure)]));
  if (input.format === "json") {
    const listed = sorted.slice(0, most).map((row) => ({ ...row, isInFront: front.has(row.id) }));
    await print(JSON.stringify({ designs: rows.length, objectives, front: front.size, sensitivity, rows: listed }, null, 2));
    return 0;
  }
  const sortedBy = input.sort === undefined ? [] : [columnNamed(input.sort, rows, "--sort")];
  await print(renderDesigns({ title: designsTitle(rows), rows, sorted, objectives, front, sensitivity, sortedBy, most }, { columns, styles }));
  return 0;
};

function sorting(rows: readonly Row[], objectives: readonly Objective[], { sort, descending }: SweepShowInput): readonly Row[] {
  if (sort !== undefined) return sortRows(rows, columnNamed(sort, rows, "--sort"), descending ? "descending" : "ascending");
  const [first] = objectives;
  if (first !== undefined) return sortRows(rows, figureColumn(figureNamed(first.figure)!), first.goal === "min" ? "ascending" : "descending");
  return inAxisOrder(rows);
}
