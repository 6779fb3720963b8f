import type { MemoryGrid, MemoryPoint } from "./energy-table.ts";
import type { MemoryGeometry } from "./memory-cost.ts";

/** Four points of the grid at the corners of a rectangle of sizes and widths; a side has no length where a figure is met exactly. */
export interface MemoryCell {
  readonly sizes: readonly [low: number, high: number];
  readonly widths: readonly [low: number, high: number];
  /** Small and narrow, large and narrow, small and wide, large and wide. */
  readonly corners: readonly [MemoryPoint, MemoryPoint, MemoryPoint, MemoryPoint];
}

/** The smallest cell of the grid that a memory lies in, or undefined where no four points surround it. */
export function cellAround(grid: MemoryGrid, { sizeBytes, accessBytes }: MemoryGeometry): MemoryCell | undefined {
  const sizes = around(sizesOf(grid), sizeBytes);
  const widths = around(widthsOf(grid), accessBytes);
  return sizes === undefined || widths === undefined ? undefined : cellOf(grid, sizes, widths);
}

/**
 * The cell of the grid that is nearest to a memory outside it: that whose rectangle has to be stretched by the smallest
 * factor, in size times in width, to reach it.
 */
export function nearestCell(grid: MemoryGrid, { sizeBytes, accessBytes }: MemoryGeometry): MemoryCell {
  const cells = neighbours(sizesOf(grid)).flatMap((sizes) =>
    neighbours(widthsOf(grid)).flatMap((widths) => cellOf(grid, sizes, widths) ?? []),
  );
  const stretch = ({ sizes, widths }: MemoryCell): number => beyond(sizes, sizeBytes) * beyond(widths, accessBytes);
  return cells.reduce((best, cell) => (stretch(cell) < stretch(best) ? cell : best));
}

/** Sizes of the grid in bytes, ascending. */
export function sizesOf(grid: MemoryGrid): number[] {
  return ascending(grid.points.map((point) => point.sizeBytes));
}

/** Port widths of the grid in bytes, ascending. */
export function widthsOf(grid: MemoryGrid): number[] {
  return ascending(grid.points.map((point) => point.accessBytes));
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((a, b) => a - b);
}

function around(values: readonly number[], value: number): [number, number] | undefined {
  const low = values.findLast((candidate) => candidate <= value);
  const high = values.find((candidate) => candidate >= value);
  return low === undefined || high === undefined ? undefined : [low, high];
}

function neighbours(values: readonly number[]): [number, number][] {
  return values.slice(1).map((high, index) => [values[index]!, high]);
}

function cellOf(grid: MemoryGrid, sizes: readonly [number, number], widths: readonly [number, number]): MemoryCell | undefined {
  const corners = widths.flatMap((width) => sizes.map((size) => pointAt(grid, size, width)));
  return corners.includes(undefined) ? undefined : { sizes, widths, corners: corners as unknown as MemoryCell["corners"] };
}

function pointAt(grid: MemoryGrid, sizeBytes: number, accessBytes: number): MemoryPoint | undefined {
  return grid.points.find((point) => point.sizeBytes === sizeBytes && point.accessBytes === accessBytes);
}

function beyond([low, high]: readonly [number, number], value: number): number {
  return value < low ? low / value : Math.max(1, value / high);
}
