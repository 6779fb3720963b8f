import { exp2, log2 } from "@lnsim/elementary";
import type { MemoryGrid, PriceKind } from "./energy-table.ts";
import { cellAround, nearestCell, sizesOf, widthsOf, type MemoryCell } from "./memory-cell.ts";

/** Size and port of a memory block of the machine. */
export interface MemoryGeometry {
  readonly sizeBytes: number;
  /** Bytes that one access moves. */
  readonly accessBytes: number;
}

/** What a memory costs; energies are per access of all its bytes. */
export interface MemoryCost {
  readonly readPj: number;
  readonly writePj: number;
  readonly leakageMw: number;
  readonly areaUm2: number;
  readonly cycleNs: number;
  readonly kind: PriceKind;
  /** How the figures were obtained where they do not stand in the grid: its neighbours in it. */
  readonly reasoning?: string;
}

/** Why something has no price. */
export interface NoCost {
  readonly reason: string;
}

/**
 * The cost of a memory from a grid of sizes and port widths.
 *
 * - A point of the grid is taken as it is.
 * - Between four points it is interpolated, linearly in the logarithms of size, width and figure (kind `scaled`).
 * - Where no four points surround it, the access is made of the fewest equal ports that have a price, working in
 *   parallel, each priced as a memory of the whole size (kind `assumed`, an upper bound: a bank would be smaller);
 *   leakage and area are those of one.
 * - Else the nearest cell of the grid is prolonged (kind `assumed`) if `extrapolates`, and there is no price if not.
 */
export function memoryCost(grid: MemoryGrid, geometry: MemoryGeometry, extrapolates = false): MemoryCost | NoCost {
  const cell = cellAround(grid, geometry);
  if (cell !== undefined) return within(grid, cell, geometry);
  const ports = parallelPorts(grid, geometry);
  if (ports !== undefined) return ports;
  if (!extrapolates) return outside(grid, geometry);
  const nearest = nearestCell(grid, geometry);
  const reasoning = `extrapolated, not computed: the grid is prolonged along the logarithms of size, width and figure from ${nameOf(nearest)}`;
  return { ...interpolate(nearest, geometry), kind: "assumed", reasoning };
}

type Figures = Omit<MemoryCost, "kind" | "reasoning">;

function within(grid: MemoryGrid, cell: MemoryCell, geometry: MemoryGeometry): MemoryCost {
  const [first] = cell.corners;
  const isPoint = cell.corners.every((corner) => corner === first);
  if (isPoint) return { ...figuresOf((key) => first[key]), kind: grid.kind };
  return { ...interpolate(cell, geometry), kind: "scaled", reasoning: `interpolated in the logarithms of size, width and figure between ${nameOf(cell)}` };
}

/** Bilinear in the logarithms; figures are positive, and so is what comes out. */
function interpolate({ sizes, widths, corners }: MemoryCell, { sizeBytes, accessBytes }: MemoryGeometry): Figures {
  const alongSize = shareOf(sizes, sizeBytes);
  const alongWidth = shareOf(widths, accessBytes);
  const [smallNarrow, largeNarrow, smallWide, largeWide] = corners;
  return figuresOf((key) => {
    const narrow = mix(log2(smallNarrow[key]), log2(largeNarrow[key]), alongSize);
    const wide = mix(log2(smallWide[key]), log2(largeWide[key]), alongSize);
    return exp2(mix(narrow, wide, alongWidth));
  });
}

function shareOf([low, high]: readonly [number, number], value: number): number {
  return low === high ? 0 : (log2(value) - log2(low)) / (log2(high) - log2(low));
}

function mix(low: number, high: number, share: number): number {
  return low + (high - low) * share;
}

function figuresOf(at: (key: keyof Figures) => number): Figures {
  return { readPj: at("readPj"), writePj: at("writePj"), leakageMw: at("leakageMw"), areaUm2: at("areaUm2"), cycleNs: at("cycleNs") };
}

function nameOf({ sizes, widths }: MemoryCell): string {
  const both = ([low, high]: readonly [number, number], joint: string): string => (low === high ? `${low}` : `${low} ${joint} ${high}`);
  return `${both(sizes, "and")} B at ${both(widths, "and")} B an access`;
}

function parallelPorts(grid: MemoryGrid, { sizeBytes, accessBytes }: MemoryGeometry): MemoryCost | undefined {
  const width = widthsOf(grid).findLast((one) => one < accessBytes && accessBytes % one === 0 && cellAround(grid, { sizeBytes, accessBytes: one }) !== undefined);
  if (width === undefined) return undefined;
  const ports = accessBytes / width;
  const single = within(grid, cellAround(grid, { sizeBytes, accessBytes: width })!, { sizeBytes, accessBytes: width });
  const how = single.reasoning === undefined ? "" : ` (${single.reasoning})`;
  return {
    ...single,
    readPj: single.readPj * ports,
    writePj: single.writePj * ports,
    kind: "assumed",
    reasoning:
      `${ports} parallel ports of ${width} B make one access of ${accessBytes} B, each priced as a memory of the whole ` +
      `${sizeBytes} B${how}: an upper bound, since a bank holds 1/${ports} of it; area and leakage are those of one such memory`,
  };
}

function outside(grid: MemoryGrid, { sizeBytes, accessBytes }: MemoryGeometry): NoCost {
  const span = (values: readonly number[]): string => `${values[0]} to ${values.at(-1)} B`;
  const asWide = grid.points.filter((point) => point.accessBytes >= accessBytes).map((point) => point.sizeBytes);
  const smallest = asWide.length === 0 ? "" : `, from ${Math.min(...asWide)} B at so wide a port`;
  return {
    reason:
      `${sizeBytes} B at ${accessBytes} B an access is outside the grid (sizes ${span(sizesOf(grid))}${smallest}, ` +
      `ports ${span(widthsOf(grid))}), and nothing is extrapolated unless energy.extrapolate says so`,
  };
}
