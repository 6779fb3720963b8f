import type { MemoryGrid, MemoryPoint, PriceKind } from "./energy-table.ts";

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
  /** How the figures were obtained where they do not stand in the grid. */
  readonly reasoning?: string;
}

/** Why a memory has no price. */
export interface NoCost {
  readonly reason: string;
}

/**
 * The cost of a memory from a grid of sizes and port widths.
 *
 * - A point of the grid is taken as it is.
 * - A size between two points of the same width is interpolated linearly in the size (kind `scaled`); nothing is extrapolated.
 * - A width that the grid lacks is made of the fewest equal ports that it has, working in parallel, each priced as a memory
 *   of the whole size (kind `assumed`, an upper bound: a bank would be smaller); leakage and area are those of one.
 */
export function memoryCost(grid: MemoryGrid, geometry: MemoryGeometry): MemoryCost | NoCost {
  const banks = banksFor(grid, geometry.accessBytes);
  if (banks === undefined) {
    return { reason: `no port width of the grid divides accesses of ${geometry.accessBytes} B (it has ${widths(grid).join(", ")} B)` };
  }
  const width = geometry.accessBytes / banks;
  const single = costAtWidth(grid, geometry.sizeBytes, width);
  if ("reason" in single || banks === 1) return single;
  return {
    ...single,
    readPj: single.readPj * banks,
    writePj: single.writePj * banks,
    kind: "assumed",
    reasoning:
      `${banks} parallel ports of ${width} B make one access of ${geometry.accessBytes} B, each priced as a memory of the whole ` +
      `${geometry.sizeBytes} B: an upper bound, since a bank holds 1/${banks} of it; area and leakage are those of one such memory`,
  };
}

function widths(grid: MemoryGrid): number[] {
  return [...new Set(grid.points.map((point) => point.accessBytes))].toSorted((a, b) => a - b);
}

/** The smallest number of equal ports of a width in the grid; undefined when there is none. */
function banksFor(grid: MemoryGrid, accessBytes: number): number | undefined {
  const counts = widths(grid)
    .filter((width) => accessBytes % width === 0)
    .map((width) => accessBytes / width);
  return counts.length === 0 ? undefined : Math.min(...counts);
}

function costAtWidth(grid: MemoryGrid, sizeBytes: number, width: number): MemoryCost | NoCost {
  const points = grid.points.filter((point) => point.accessBytes === width).toSorted((a, b) => a.sizeBytes - b.sizeBytes);
  const exact = points.find((point) => point.sizeBytes === sizeBytes);
  if (exact !== undefined) return { ...costOf(exact), kind: grid.kind };
  const above = points.find((point) => point.sizeBytes > sizeBytes);
  const below = points.findLast((point) => point.sizeBytes < sizeBytes);
  if (above === undefined || below === undefined) {
    const range = `${points[0]!.sizeBytes} to ${points.at(-1)!.sizeBytes} B at ${width} B an access`;
    return { reason: `${sizeBytes} B is outside the grid (${range}), and nothing is extrapolated` };
  }
  return {
    ...between(below, above, (sizeBytes - below.sizeBytes) / (above.sizeBytes - below.sizeBytes)),
    kind: "scaled",
    reasoning: `interpolated linearly in the size between ${below.sizeBytes} and ${above.sizeBytes} B at ${width} B an access`,
  };
}

type Figures = Omit<MemoryCost, "kind" | "reasoning">;

function costOf(point: MemoryPoint): Figures {
  const { readPj, writePj, leakageMw, areaUm2, cycleNs } = point;
  return { readPj, writePj, leakageMw, areaUm2, cycleNs };
}

function between(below: MemoryPoint, above: MemoryPoint, share: number): Figures {
  const at = (key: keyof Figures) => below[key] + (above[key] - below[key]) * share;
  return { readPj: at("readPj"), writePj: at("writePj"), leakageMw: at("leakageMw"), areaUm2: at("areaUm2"), cycleNs: at("cycleNs") };
}
