import type { Hierarchy, Mapping } from "./mapping.ts";
import type { Dimension, GemmProblem, Sizes } from "./problem.ts";
import { tileBytes } from "./transfer.ts";

/** One tile as it is met: where it is, its sizes, and what has to move for it. */
export interface WalkedTile {
  readonly product: number;
  readonly index: Sizes;
  readonly sizes: Sizes;
  readonly loaded: { readonly a: number; readonly b: number; readonly mask: number; readonly partialSums: number };
  readonly stored: { readonly partialSums: number; readonly out: number };
}

/** Every tile in the order of the loops, one after the other: what the estimates are compared with. */
export function walkTiles(problem: GemmProblem, mapping: Mapping): WalkedTile[] {
  const places = placesOf(problem, mapping);
  return places.map((place, number) => walkedTile(problem, mapping, place, { before: places[number - 1], after: places[number + 1] }));
}

interface Place {
  readonly product: number;
  readonly index: Sizes;
}

interface Neighbours {
  readonly before: Place | undefined;
  readonly after: Place | undefined;
}

function tiles(problem: GemmProblem, tile: Sizes, dimension: Dimension): number {
  let trips = 0;
  for (let start = 0; start < problem[dimension]; start += tile[dimension]) trips++;
  return trips;
}

function placesOf(problem: GemmProblem, { tile, order }: Mapping): Place[] {
  const places: Place[] = [];
  const [outer, middle, inner] = order.map((dimension) => tiles(problem, tile, dimension)) as [number, number, number];
  for (let product = 0; product < problem.count; product++) {
    for (let i = 0; i < outer; i++) {
      for (let j = 0; j < middle; j++) {
        for (let l = 0; l < inner; l++) {
          const index = { m: 0, n: 0, k: 0, [order[0]]: i, [order[1]]: j, [order[2]]: l };
          places.push({ product, index });
        }
      }
    }
  }
  return places;
}

function walkedTile(problem: GemmProblem, { tile }: Mapping, { product, index }: Place, { before, after }: Neighbours): WalkedTile {
  const size = (dimension: Dimension): number => Math.min(tile[dimension], problem[dimension] - index[dimension] * tile[dimension]);
  const sizes: Sizes = { m: size("m"), n: size("n"), k: size("k") };
  const isOther = (place: Place | undefined, along: readonly Dimension[]): boolean =>
    place === undefined || place.product !== product || along.some((dimension) => place.index[dimension] !== index[dimension]);
  const bytes = (operand: Parameters<typeof tileBytes>[1], moves: boolean): number => (moves ? tileBytes(problem, operand, tile, sizes) : 0);
  const closes = index.k === tiles(problem, tile, "k") - 1;
  const leaves = isOther(after, ["m", "n"]);
  return {
    product,
    index,
    sizes,
    loaded: {
      a: bytes("a", isOther(before, ["m", "k"])),
      b: bytes("b", isOther(before, ["n", "k"])),
      mask: bytes("mask", closes),
      partialSums: bytes("partialSums", index.k > 0 && isOther(before, ["m", "n"])),
    },
    stored: { partialSums: bytes("partialSums", leaves && !closes), out: bytes("out", leaves && closes) },
  };
}

/** Cycles of the pipeline, tile after tile. */
export function walkedCycles(walked: readonly WalkedTile[], { memoryBytesPerCycle, turnaroundCycles, tileCycles, stash }: Hierarchy): number {
  const moves = (next: WalkedTile | undefined, tile: WalkedTile | undefined): { readonly cycles: number; readonly turnaround: number } => {
    const bytes = { memory: 0, stash: 0 };
    for (const [operand, size] of [...Object.entries(next?.loaded ?? {}), ...Object.entries(tile?.stored ?? {})]) {
      bytes[stash?.operands.includes(operand as "a") ? "stash" : "memory"] += size;
    }
    const cycles = Math.max(Math.ceil(bytes.memory / memoryBytesPerCycle), stash === undefined ? 0 : Math.ceil(bytes.stash / stash.bytesPerCycle));
    return { cycles, turnaround: bytes.memory > 0 || stash === undefined ? turnaroundCycles : stash.turnaroundCycles };
  };
  let { cycles } = moves(walked[0], undefined);
  walked.forEach((tile, number) => {
    const next = walked[number + 1];
    const { cycles: moved, turnaround } = moves(next, tile);
    const compute = tileCycles(tile.sizes);
    const turn = moved > 0 ? Math.ceil((compute + turnaround + moved) / 2) : 0;
    const spill = next !== undefined && next.loaded.partialSums > 0 ? Math.ceil((compute + 2 * turnaroundCycles + moved) / spillDistance(walked, number + 1)) : 0;
    cycles += next === undefined ? compute + moved : Math.max(compute, moved, turn, spill);
  });
  return cycles;
}

/** Tiles since the one that left the partial sums that a tile reads. */
function spillDistance(walked: readonly WalkedTile[], number: number): number {
  const { product, index } = walked[number]!;
  const before = walked.findIndex((tile) => tile.product === product && tile.index.m === index.m && tile.index.n === index.n && tile.index.k === index.k - 1);
  return number - before;
}
