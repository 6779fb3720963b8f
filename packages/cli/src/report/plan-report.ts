import { shortPaths, type ResolvedPoint, type Space, type SweepPlan } from "@lnsim/sweep";
import { duration, grouped } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

/** Points of a long plan that are listed at its beginning and at its end. */
const listed = { first: 15, last: 5 };

/** What a plan is shown with. */
export interface PlanContext {
  readonly space: Space;
  /** Points that run at the same time. */
  readonly jobs: number;
}

/** The points of a plan as a table, and what running them takes. */
export function renderPlan(plan: SweepPlan, { space, jobs }: PlanContext, layout: Layout): string {
  const { name, description } = space;
  const head = title(layout, name, description === "" ? aboutBase(space) : description);
  const lines = [...counts(plan), ...exclusions(plan), estimate(plan, jobs)].map((line) => wrapText(line, layout.columns, "  "));
  return `${head}\n\n${table(plan, space, layout)}\n\n${lines.join("\n")}`;
}

/** The machine and the trace of all points, as far as they have one. */
function aboutBase({ base, axes }: Space): string {
  const [machine, trace] = (["machine", "trace"] as const).map((path) => {
    const axis = axes.find(({ paths }) => paths.includes(path));
    if (axis === undefined) return base[path];
    const values = new Set(axis.levels.map((level) => level[axis.paths.indexOf(path)]));
    return values.size === 1 ? [...values][0] : `${values.size} ${path}s`;
  });
  return `${machine} on ${trace}`;
}

function table({ points, cached }: SweepPlan, space: Space, { styles }: Layout): string {
  const axes = space.axes.flatMap(({ paths, units }) => paths.map((path, i) => ({ path, unit: units[i] })));
  const names = shortPaths(axes.map(({ path }) => path));
  const columns: Column[] = [
    { title: "point", align: "left" },
    ...axes.map(({ path, unit }, i): Column => ({ title: unit === null ? names[i]! : `${names[i]} (${unit})`, align: isNumber(points, path) ? "right" : "left" })),
    { title: "", align: "left" },
  ];
  const row = ({ id, values }: ResolvedPoint): readonly string[] => [id.slice(0, 8), ...axes.map(({ path }) => String(values[path] ?? "-")), cached.has(id) ? "cached" : ""];
  const isShort = points.length <= listed.first + listed.last + 1;
  const shown = isShort ? points : [...points.slice(0, listed.first), ...points.slice(-listed.last)];
  const [titles, ...lines] = renderTable(columns, shown.map(row)).split("\n");
  if (isShort) return [styles.bold(titles!), ...lines].join("\n");
  const between = styles.dim(`... ${grouped(points.length - shown.length)} more`);
  return [styles.bold(titles!), ...lines.slice(0, listed.first), between, ...lines.slice(listed.first)].join("\n");
}

function isNumber(points: readonly ResolvedPoint[], path: string): boolean {
  return points.every(({ values }) => values[path] === undefined || typeof values[path] === "number");
}

function counts({ points, cached, asked, timings, trainings }: SweepPlan): readonly string[] {
  const left = points.length - cached.size;
  const drawn = asked === null ? "" : ` of ${grouped(asked)} asked for`;
  return [
    `${counted(points.length, "point")}${drawn}: ${grouped(cached.size)} cached, ${grouped(left)} to run`,
    ...(left === 0 ? [] : [`${counted(timings, "timing")} and ${counted(trainings, "training")} to do${left > Math.max(timings, trainings) ? ", which points share" : ""}`]),
  ];
}

function exclusions({ excluded }: SweepPlan): readonly string[] {
  return excluded.filter(({ count }) => count > 0).map(({ constraint, count }) => `${counted(count, "combination")} left out by ${constraint.text}: ${constraint.because}`);
}

function estimate({ points, cached, estimate: found }: SweepPlan, jobs: number): string {
  if (points.length === cached.size) return "nothing is left to run";
  if (found === null) return "no time is known: nothing of the kind was measured yet (--store names the results of earlier runs)";
  const { seconds, measured, isOwn } = found;
  const source = `${counted(measured, "point")} measured ${isOwn ? "in this sweep" : "in other sweeps of the store"}`;
  return `about ${duration(seconds / jobs)} with ${counted(jobs, "worker")}, from ${source}`;
}

function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
}
