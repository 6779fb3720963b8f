import type { ParallelAxis, ParallelChart } from "@lnsim/chart";
import { varyingAxes } from "../look/axes.ts";
import { axisColumn, figureColumn, requireFigure } from "../look/column.ts";
import { paretoFront } from "../look/pareto.ts";
import type { Row } from "../row.ts";
import { picturedAxis, type PlotAxis } from "./plot-axis.ts";
import { colouringBy, type PlotRequest } from "./plot-request.ts";
import { rowDetails, rowNamer } from "./row-name.ts";

/** Axes of a space with at most this many values have them evenly spaced. */
const mostNames = 12;

/** Rows as lines through every axis that varies, and through the objectives; those of the Pareto front emphasised. */
export function parallelPlot(rows: readonly Row[], request: PlotRequest): ParallelChart {
  const figures = request.objectives.map(({ figure }) => figure);
  const columns = [...varyingAxes(rows).map(({ path }) => axisColumn(path)), ...figures.map((name) => figureColumn(requireFigure(name, "--objective")))];
  const axes = columns.map((column) => picturedAxis(column, rows, request.scale));
  const colouring = colouringBy(request.colour, rows, request.scale);
  const front = request.objectives.length === 0 ? new Set<string>() : paretoFront(rows, request.objectives);
  const nameOf = rowNamer(rows);
  return {
    title: request.title,
    axes: axes.map(chartAxis),
    lines: rows.map((row) => ({
      values: axes.map((axis) => placeOf(axis, row)),
      colour: colouring?.of(row) ?? 0,
      name: rowDetails(row, nameOf(row), figures),
      isEmphasised: front.has(row.id),
    })),
    ...(colouring !== undefined && { colour: colouring.key }),
    ...(front.size > 0 && { note: `${front.size} of ${rows.length} designs are in the Pareto front` }),
  };
}

function chartAxis(axis: PlotAxis): ParallelAxis {
  const { label, scale, names } = axis;
  return hasNames(axis) ? { label, names } : { label, scale };
}

function placeOf(axis: PlotAxis, row: Row): number {
  return hasNames(axis) ? axis.names.indexOf(axis.nameOf(row)) : axis.numberOf(row);
}

function hasNames({ column, isNumeric, names }: PlotAxis): boolean {
  return !isNumeric || (column.figure === null && names.length <= mostNames);
}
