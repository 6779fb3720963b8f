import type { Point, ScatterChart } from "@lnsim/chart";
import { columnNamed, figureColumn, requireFigure } from "../look/column.ts";
import { paretoFront } from "../look/pareto.ts";
import type { Row } from "../row.ts";
import { colouringBy, columnOr, numericAxis, type PlotRequest } from "./plot-request.ts";
import { rowDetails, rowNamer } from "./row-name.ts";

/** Of more points than this only those of the front have a label. */
const mostLabels = 24;

/**
 * Rows as points: by default the first two objectives across and up, coloured by nothing. The Pareto front of all objectives
 * is emphasised, and joined where there are two and they are the axes.
 *
 * @throws {LnsimError} for unknown names, axes that are no numbers, or when an axis is left out and no objective says which
 */
export function scatterPlot(rows: readonly Row[], request: PlotRequest): ScatterChart {
  const [first, second] = request.objectives.map(({ figure }) => figureColumn(requireFigure(figure, "--objective")));
  const x = numericAxis(columnOr(request.x, first, rows, "--x").name, rows, "--x", request.scale);
  const y = numericAxis(columnOr(request.y, second, rows, "--y").name, rows, "--y", request.scale);
  const colouring = colouringBy(request.colour, rows, request.scale);
  const front = request.objectives.length === 0 ? new Set<string>() : paretoFront(rows, request.objectives);
  const nameOf = rowNamer(rows);
  const figures = [...new Set([x, y].flatMap(({ column: { figure } }) => (figure === null ? [] : [figure.name])).concat(request.objectives.map(({ figure }) => figure)))];
  const labelOf = labeller(rows, request, front);
  const at = (row: Row): Point => [x.numberOf(row), y.numberOf(row)];
  const areAxes = request.objectives.length === 2 && request.objectives.every(({ figure }) => figure === x.column.name || figure === y.column.name);
  const joined = rows.filter(({ id }) => front.has(id)).map(at).toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    title: request.title,
    x: { label: x.label, scale: x.scale },
    y: { label: y.label, scale: y.scale },
    points: rows.map((row) => ({ at: at(row), colour: colouring?.of(row) ?? 0, name: rowDetails(row, nameOf(row), figures), ...labelOf(row), isEmphasised: front.has(row.id) })),
    ...(colouring !== undefined && { colour: colouring.key }),
    ...(areAxes && { line: { name: "Pareto front", points: joined } }),
    ...(front.size > 0 && { note: noteOf(rows, front, request) }),
  };
}

/** What stands beside the point of a row: the values that it has of some columns; of the front alone where that is asked for. */
function labeller(rows: readonly Row[], { labels = [], objectives }: PlotRequest, front: ReadonlySet<string>): (row: Row) => { readonly label?: string } {
  const columns = labels.map((name) => columnNamed(name, rows, "--label"));
  const isShown = (row: Row): boolean => objectives.length === 0 || rows.length <= mostLabels || front.has(row.id);
  return (row) => {
    const values = columns.map((column) => column.of(row)).filter((value) => value !== null);
    return values.length > 0 && isShown(row) ? { label: values.join(values.every((value) => typeof value === "number") ? "×" : " ") } : {};
  };
}

function noteOf(rows: readonly Row[], front: ReadonlySet<string>, { objectives }: PlotRequest): string {
  const goals = objectives.map(({ figure, goal }) => `${figure}:${goal}`).join(", ");
  return `${front.size} of ${rows.length} designs are in the Pareto front of ${goals}`;
}
