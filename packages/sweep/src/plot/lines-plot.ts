import type { Panel, PanelChart, PanelLine, PanelPoint } from "@lnsim/chart";
import { LnsimError } from "@lnsim/contracts";
import { varyingAxes } from "../look/axes.ts";
import { axisColumn, columnNamed, figureColumn, requireFigure } from "../look/column.ts";
import type { Row } from "../row.ts";
import { picturedAxis, spanOf, type PlotAxis } from "./plot-axis.ts";
import { columnOr, type PlotRequest } from "./plot-request.ts";

/** A numeric axis across has a label at each of at most this many values. */
const mostTicks = 10;
const mostLines = 8;
const mostPanels = 16;
const longestTitle = 26;

interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
}

/**
 * Figures along an axis as lines, a panel for each value of the facet and each figure: `y`, several with commas, or else the
 * objectives. A point is the mean of the rows that have its place, between the lowest and the highest of them; rows that have no
 * value across are levels.
 *
 * @throws {LnsimError} for unknown names, a figure that is none, too many lines or panels, or when nothing says what to draw
 */
export function linesPlot(rows: readonly Row[], request: PlotRequest): PanelChart {
  const [first, second] = varyingAxes(rows).map(({ path }) => axisColumn(path));
  const x = picturedAxis(columnOr(request.x, first, rows, "--x"), rows, request.scale);
  const colour = picturedAxis(columnOr(request.colour, second ?? first, rows, "--colour"), rows, request.scale);
  const facet = request.facet === undefined ? undefined : picturedAxis(columnNamed(request.facet, rows, "--facet"), rows, request.scale);
  const figures = figuresOf(request).map((name) => picturedAxis(figureColumn(requireFigure(name, "--y")), rows, request.scale));
  const facets = facet === undefined ? [{ name: "", rows }] : groupsOf(facet, rows);
  requireFew("--colour", colour.names.length, mostLines);
  requireFew("--facet", facets.length * figures.length, mostPanels);
  const shared = figures.map((y) => ({ x, y, colour, facet, upwards: upwards(y, rows), hasOneFigure: figures.length === 1 }));
  const panels = facets.flatMap((group) => shared.map((each) => panelOf(group, each)));
  const most = Math.max(0, ...panels.map((panel) => panel.most));
  return {
    title: request.title,
    x: acrossOf(x),
    panels: panels.map(({ panel }) => panel),
    colour: { kind: "categories", label: colour.label, names: colour.names },
    ...(most > 1 && { note: `a point is the mean of up to ${most} designs, its bar reaches from the lowest to the highest` }),
  };
}

function figuresOf({ y, objectives }: PlotRequest): readonly string[] {
  if (y !== undefined) return y.split(",").map((name) => name.trim());
  if (objectives.length > 0) return objectives.map(({ figure }) => figure);
  throw new LnsimError({ code: "missing-value", message: "there is no figure to draw", path: "--y", remedy: "name one, or several with commas: --y NAME,NAME" });
}

function requireFew(flag: string, found: number, most: number): void {
  if (found <= most) return;
  throw new LnsimError({ code: "invalid-value", message: "the picture would have too many parts", path: flag, found: String(found), expected: `at most ${most}`, remedy: "choose another axis, or some of its values with --where" });
}

function acrossOf(axis: PlotAxis): PanelChart["x"] {
  if (!isScaled(axis)) return { label: axis.label, names: known(axis) };
  const ticks = known(axis).map(Number);
  return { label: axis.label, scale: isGeometric(ticks) ? "logarithmic" : axis.scale, ...(ticks.length <= mostTicks && { ticks }) };
}

/** Whether an axis is one of numbers, and not of names. */
function isScaled(axis: PlotAxis): boolean {
  return axis.isNumeric && known(axis).every((name) => Number.isFinite(Number(name)));
}

/** Whether each value is as many times the one before: doubled, say. */
function isGeometric(values: readonly number[]): boolean {
  const [first, second] = values;
  if (first === undefined || second === undefined || values.length < 3 || first <= 0) return false;
  return values.every((value, at) => at === 0 || Math.abs(value / values[at - 1]! - second / first) < 1e-9);
}

/**
 * The axis that all panels of a figure share, so that they can be held against each other. Amounts begin at zero, so that heights
 * can be; shares and losses do not.
 */
function upwards(y: PlotAxis, rows: readonly Row[]): Panel["y"] {
  const { label, scale } = y;
  const [low, high] = spanOf(rows.map(y.numberOf));
  if (scale === "logarithmic" || low === high) return { label, scale };
  const isAmount = !["1", "nat", "bit"].includes(y.column.figure!.unit) && low > 0;
  const margin = (high - low) * 0.03;
  return { label, scale, domain: [isAmount ? 0 : low - margin, isAmount ? high * 1.04 : high + margin] };
}

/** The names of values that rows have. */
function known({ names }: PlotAxis): readonly string[] {
  return names.filter((name) => name !== "-");
}

interface PanelRequest {
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly upwards: Panel["y"];
  readonly colour: PlotAxis;
  readonly facet: PlotAxis | undefined;
  readonly hasOneFigure: boolean;
}

function panelOf({ name, rows }: Group, { x, y, upwards: shared, colour, facet, hasOneFigure }: PanelRequest): { readonly panel: Panel; readonly most: number } {
  const has = rows.filter((row) => Number.isFinite(y.numberOf(row)));
  const lines: PanelLine[] = [];
  const levels: { value: number; colour: number }[] = [];
  let most = 0;
  for (const group of groupsOf(colour, has)) {
    const index = colour.names.indexOf(group.name);
    const places = groupsOf(x, group.rows);
    for (const place of places) most = Math.max(most, place.rows.length);
    const points = places.filter((place) => place.name !== "-").map((place) => pointOf(place, x, y));
    if (points.length > 0) lines.push({ colour: index, points: points.toSorted((a, b) => a.at[0] - b.at[0]) });
    for (const place of places) if (place.name === "-") levels.push({ value: meanOf(place.rows, y), colour: index });
  }
  const of = facet === undefined ? "" : titleOf(facet, name);
  const title = [hasOneFigure && of !== "" ? "" : y.label.replace(/ \(.*/, ""), of].filter((part) => part !== "").join(", ");
  return { panel: { title, y: shared, lines, levels }, most };
}

/** The axis and its value, or the value alone where both are too long for a panel. */
function titleOf({ label }: PlotAxis, name: string): string {
  return label.length + name.length > longestTitle ? name : `${label}: ${name}`;
}

function pointOf({ name, rows }: Group, x: PlotAxis, y: PlotAxis): PanelPoint {
  const values = rows.map(y.numberOf);
  const at = isScaled(x) ? x.numberOf(rows[0]!) : known(x).indexOf(name);
  const mean = meanOf(rows, y);
  return { at: [at, mean], span: [Math.min(...values), Math.max(...values)], name: `${x.label}=${name}\n${y.label}: ${mean}${values.length > 1 ? ` (mean of ${values.length})` : ""}` };
}

function meanOf(rows: readonly Row[], y: PlotAxis): number {
  return rows.reduce((sum, row) => sum + y.numberOf(row), 0) / rows.length;
}

/** Rows by their value on an axis, in its order. */
function groupsOf(axis: PlotAxis, rows: readonly Row[]): readonly Group[] {
  const groups = Map.groupBy(rows, axis.nameOf);
  return axis.names.flatMap((name) => (groups.has(name) ? [{ name, rows: groups.get(name)! }] : []));
}
