import type { HeatMap, HeatMapCell } from "@lnsim/chart";
import { LnsimError } from "@lnsim/contracts";
import { varyingAxes } from "../look/axes.ts";
import { axisColumn, figureColumn, requireFigure } from "../look/column.ts";
import type { Row } from "../row.ts";
import { picturedAxis, spanOf, type PlotAxis } from "./plot-axis.ts";
import { columnOr, type PlotRequest } from "./plot-request.ts";

/** More columns or rows than this are no heat map. */
const mostLevels = 200;

/**
 * A figure over two axes: by default the first two that vary, and the first objective. Each cell is the mean of the rows that
 * have its values.
 *
 * @throws {LnsimError} for unknown names, more than 200 values of an axis, or when something is left out that nothing says
 */
export function heatMapPlot(rows: readonly Row[], request: PlotRequest): HeatMap {
  const [first, second] = varyingAxes(rows).map(({ path }) => axisColumn(path));
  const x = levelled(picturedAxis(columnOr(request.x, first, rows, "--x"), rows, "linear"), "--x");
  const y = levelled(picturedAxis(columnOr(request.y, second, rows, "--y"), rows, "linear"), "--y");
  const objective = request.objectives[0];
  const value = picturedAxis(columnOr(request.colour, objective && figureColumn(requireFigure(objective.figure, "--objective")), rows, "--colour"), rows, request.scale);
  if (!value.isNumeric) throw new LnsimError({ code: "invalid-value", message: "the colours of a heat map are numbers", path: "--colour", found: value.column.name });
  const cells = cellsOf(rows, x, y, value);
  const most = Math.max(0, ...cells.map(({ rows: own }) => own));
  return {
    title: request.title,
    columns: { label: x.label, names: x.names },
    rows: { label: y.label, names: y.names },
    cells: cells.map(({ cell }) => cell),
    colour: { kind: "scale", label: value.label, scale: value.scale, domain: spanOf(cells.map(({ cell }) => cell.value)) },
    ...(most > 1 && { note: `each cell is the mean of up to ${most} designs` }),
  };
}

function cellsOf(rows: readonly Row[], x: PlotAxis, y: PlotAxis, value: PlotAxis): readonly { readonly cell: HeatMapCell; readonly rows: number }[] {
  const known = rows.filter((row) => Number.isFinite(value.numberOf(row)));
  const groups = Map.groupBy(known, (row) => JSON.stringify([x.nameOf(row), y.nameOf(row)]));
  return [...groups.values()].map((own) => {
    const [column, row] = [x.nameOf(own[0]!), y.nameOf(own[0]!)];
    const mean = own.reduce((sum, each) => sum + value.numberOf(each), 0) / own.length;
    const name = `${x.column.name}=${column}\n${y.column.name}=${row}\n${value.label}: ${mean}${own.length > 1 ? ` (mean of ${own.length})` : ""}`;
    return { cell: { column: x.names.indexOf(column), row: y.names.indexOf(row), value: mean, name }, rows: own.length };
  });
}

function levelled(axis: PlotAxis, flag: string): PlotAxis {
  if (axis.names.length <= mostLevels) return axis;
  throw new LnsimError({
    code: "invalid-value",
    message: `a heat map has at most ${mostLevels} columns and rows`,
    path: flag,
    found: `${axis.column.name} with ${axis.names.length} values`,
    remedy: "choose an axis with fewer values, or draw a scatter chart",
  });
}
