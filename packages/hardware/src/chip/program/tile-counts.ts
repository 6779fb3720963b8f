import type { ChipProgram } from "./program.ts";
import { loopBit, transferNumber, transferNumbers, variantFlags, variants, type Region, type RegionTraffic, type TileOp } from "./tile-op.ts";

/** The loops of an op. */
type TiledLoops = Pick<TileOp, "trips" | "order" | "products">;

/** How many tiles of each variant an op has. */
export function tilesByVariant(op: TiledLoops): Float64Array {
  return countTiles(op, 2);
}

/**
 * How many tiles of each variant are loaded into a region. A tile stays while only loops move that do not choose it:
 * there is one load for every turn of the loops down to the innermost one that moves and chooses it.
 */
export function loadsByVariant(op: TiledLoops, traffic: RegionTraffic): Float64Array {
  let deepest = -1;
  for (let level = 0; level < 3; level++) if (op.trips[level]! > 1 && (traffic.loops & loopBit(op.order[level]!)) !== 0) deepest = level;
  return countTiles(op, deepest);
}

/** Tiles over all products, with the loops below `deepest` standing at their first turn. */
function countTiles(op: TiledLoops, deepest: number): Float64Array {
  const counts = new Float64Array(variants);
  const walk = (level: number, variant: number, tiles: number): void => {
    if (level === 3) {
      counts[variant]! += tiles;
      return;
    }
    const dimension = op.order[level]!;
    const trips = op.trips[level]!;
    for (const turn of turnsOf(trips, level <= deepest)) {
      const isLast = turn.index === trips - 1;
      const first = dimension === 2 && turn.index === 0 ? variantFlags.firstK : 0;
      const last = isLast ? loopBit(dimension) + (dimension === 2 ? variantFlags.lastK : 0) : 0;
      walk(level + 1, variant + first + last, tiles * turn.count);
    }
  };
  walk(0, 0, op.products);
  return counts;
}

/** The turns of a loop that differ: the first, those in the middle, the last. */
function turnsOf(trips: number, moves: boolean): readonly { readonly index: number; readonly count: number }[] {
  if (!moves || trips === 1) return [{ index: 0, count: 1 }];
  const ends = [{ index: 0, count: 1 }, { index: trips - 1, count: 1 }];
  return trips === 2 ? ends : [...ends, { index: 1, count: trips - 2 }];
}

/** How often each job of a program is done. */
export function tilesByJob({ ops, jobs }: ChipProgram): Float64Array {
  const tiles = new Float64Array(jobs.length);
  for (const op of ops) {
    const counts = tilesByVariant(op);
    for (let variant = 0; variant < variants; variant++) if (counts[variant] !== 0) tiles[op.jobs[variant]!]! += counts[variant]!;
  }
  return tiles;
}

/** A number for each region of an op. */
export type ByRegion = Readonly<Record<Region, number>>;

/** A number of the transfers of an op, summed over all that it loads into each region and stores. */
export function sumTransfers(op: TileOp, which: keyof typeof transferNumber): ByRegion {
  const loaded = (traffic: RegionTraffic) => sumOver(loadsByVariant(op, traffic), traffic, transferNumber[which]);
  const { a, b, p, o } = op.traffic;
  return { a: loaded(a), b: loaded(b), p: loaded(p), o: sumOver(tilesByVariant(op), o, transferNumber[which]) };
}

/** Bytes that an op loads from memory into each region, and stores there. */
export function memoryBytes(op: TileOp): ByRegion {
  const all = sumTransfers(op, "bytes");
  const stashed = sumTransfers(op, "stashBytes");
  return { a: all.a - stashed.a, b: all.b - stashed.b, p: all.p - stashed.p, o: all.o - stashed.o };
}

function sumOver(counts: Float64Array, { transfers }: RegionTraffic, place: number): number {
  let sum = 0;
  for (let variant = 0; variant < variants; variant++) if (counts[variant] !== 0) sum += counts[variant]! * transfers[variant * transferNumbers + place]!;
  return sum;
}
