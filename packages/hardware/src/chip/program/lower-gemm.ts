import { spillsPartialSums, tensorBytes, tileStrides, tileTransfer, tripsOfTile, type GemmProblem, type Mapping, type Operand, type Sizes } from "@lnsim/dataflow";
import type { GemmOp, TensorUse } from "../../workload/operation.ts";
import { drainFlags, type GemmJob } from "../job/job.ts";
import type { ChipDescription } from "../machine/description.ts";
import { gemmProblem, jobOfAnyTile } from "./gemm-problem.ts";
import type { Lowering, LoweredOp } from "./lowering.ts";
import { noMove, stashMove, type StashBanks } from "../stash/moves.ts";
import { chooseMapping } from "./mapping.ts";
import { unused } from "./stretch.ts";
import { dimensions, transferNumber, transferNumbers, variantFlags, variants, type RegionTraffic } from "./tile-op.ts";

/** Cuts a matrix product into tiles of the global buffer. */
export function lowerGemm(lowering: Lowering, op: GemmOp): LoweredOp {
  const { places, stashed } = lowering;
  const problem = gemmProblem(lowering.description, op);
  const choice = chooseMapping(lowering, op, problem);
  lowering.onMapped(op, choice);
  const { mapping } = choice;
  const { tile, order } = mapping;
  const indices = order.map((dimension) => dimensions.indexOf(dimension));
  const tripsOf = tripsOfTile(problem, tile);
  const trips = order.map((dimension) => tripsOf[dimension]);
  const occurring = variantsOf(problem, tile);
  const spills = spillsPartialSums(order, tripsOf);
  const { globalBuffer } = lowering.description;
  const place = (use: TensorUse | undefined): Place => {
    const name = use?.name ?? "";
    return { name, base: places.get(name) ?? 0, banks: stashed.has(name) ? globalBuffer : null };
  };
  const out = place(op.out);
  const mask = place(op.mask);
  const jobs = new Int32Array(variants).fill(-1);
  for (const [variant, sizes] of occurring) jobs[variant] = lowering.number(jobOf(lowering.description, op, { problem, variant, sizes }));
  const region = { problem, mapping, occurring };
  return {
    trips: trips as [number, number, number],
    order: indices as [number, number, number],
    products: problem.count,
    traffic: {
      a: regionTraffic(region, "a", place(op.a), 5),
      b: regionTraffic(region, "b", place(op.b), 6),
      p: spills ? spilledSums(region, out, mask) : problem.maskBits > 0 ? masks(region, mask) : unused,
      o: spills ? spilledResults(region, out) : results(region, out),
    },
    jobs,
    spills,
    tilesBetweenSpills: spills ? trips.slice(order.indexOf("k") + 1).reduce((product, trip) => product * trip, 1) : 0,
  };
}

interface TiledProblem {
  readonly problem: GemmProblem;
  readonly mapping: Mapping;
  readonly occurring: readonly (readonly [variant: number, sizes: Sizes])[];
}

interface Place {
  readonly name: string;
  /** Address in memory. */
  readonly base: number;
  /** The banks of the stash, where the tensor stays in it. */
  readonly banks: StashBanks | null;
}

/** The variants that occur, and the size of their tiles. */
function variantsOf(problem: GemmProblem, tile: Sizes): readonly (readonly [number, Sizes])[] {
  const found: [number, Sizes][] = [];
  const ends = (dimension: "m" | "n" | "k"): readonly boolean[] => (problem[dimension] > tile[dimension] ? [false, true] : [true]);
  for (const m of ends("m")) {
    for (const n of ends("n")) {
      for (const isLastK of ends("k")) {
        const sizes = { m: sizeOf(problem.m, tile.m, m), n: sizeOf(problem.n, tile.n, n), k: sizeOf(problem.k, tile.k, isLastK) };
        const edges = (m ? variantFlags.edgeM : 0) + (n ? variantFlags.edgeN : 0) + (isLastK ? variantFlags.edgeK + variantFlags.lastK : 0);
        const trips = Math.ceil(problem.k / tile.k);
        if (!isLastK || trips === 1) found.push([edges + variantFlags.firstK, sizes]);
        if ((isLastK && trips > 1) || (!isLastK && trips > 2)) found.push([edges, sizes]);
      }
    }
  }
  return found;
}

function sizeOf(whole: number, tile: number, isEdge: boolean): number {
  return isEdge ? whole - (Math.ceil(whole / tile) - 1) * tile : tile;
}

interface TileOfProduct {
  readonly problem: GemmProblem;
  readonly variant: number;
  readonly sizes: Sizes;
}

function jobOf(description: ChipDescription, op: GemmOp, { problem, variant, sizes }: TileOfProduct): GemmJob {
  const isFirst = (variant & variantFlags.firstK) !== 0;
  const isLast = (variant & variantFlags.lastK) !== 0;
  return {
    ...jobOfAnyTile(description, problem, op),
    ...sizes,
    readsPartialSums: isFirst ? 0 : 1,
    writesPartialSums: isLast ? 0 : 1,
    maskBits: isLast ? problem.maskBits : 0,
    drain: isLast ? drainOf(op) : 0,
  };
}

/** What the PPU does with a finished result. */
function drainOf(op: GemmOp): number {
  return (
    (op.activation === true ? drainFlags.activate : 0) +
    (op.output === "spill" ? 0 : drainFlags.quantise) +
    (op.maximum === true ? drainFlags.reduce : 0) +
    (op.statistics === true ? drainFlags.statistics : 0)
  );
}

function regionTraffic({ problem, mapping, occurring }: TiledProblem, operand: Operand, place: Place, loops: number): RegionTraffic {
  const transfers = new Float64Array(variants * transferNumbers);
  const { banks } = operand === "partialSums" ? { banks: null } : place;
  for (const [variant, sizes] of occurring) {
    const { bytes, segmentBytes, strideBytes } = tileTransfer(problem, operand, mapping.tile, sizes);
    const stashed = banks === null ? noMove : stashMove(bytes, segmentBytes, banks);
    transfers.set([bytes, segmentBytes, strideBytes, stashed.bytes, stashed.words, stashed.rows], variant * transferNumbers);
  }
  // What lies in the stash has no place in memory, so that it does not matter which tile it is.
  if (banks !== null) return { tensor: place.name, loops, base: 0, strides: [0, 0, 0], productStride: 0, transfers };
  const { m, n, k } = tileStrides(problem, operand, mapping.tile);
  return { tensor: place.name, loops, base: place.base, strides: [m, n, k], productStride: tensorBytes(problem, operand), transfers };
}

/** Finished results leave with the last tile of k. */
function results(region: TiledProblem, place: Place): RegionTraffic {
  return only(regionTraffic(region, "out", place, 7), (variant) => (variant & variantFlags.lastK) !== 0);
}

/** What masks results is read with the last tile of k. */
function masks(region: TiledProblem, place: Place): RegionTraffic {
  return only(regionTraffic(region, "mask", place, 7), (variant) => (variant & variantFlags.lastK) !== 0);
}

/** Partial sums come back for every tile of k but the first; with the last one the masks. */
function spilledSums(region: TiledProblem, place: Place, mask: Place): RegionTraffic {
  const sums = only(regionTraffic(region, "partialSums", place, 7), (variant) => (variant & variantFlags.firstK) === 0);
  if (region.problem.maskBits === 0) return sums;
  return withMore(sums, masks(region, mask));
}

/** Partial sums leave with every tile of k but the last, results with that. */
function spilledResults(region: TiledProblem, place: Place): RegionTraffic {
  const sums = only(regionTraffic(region, "partialSums", place, 7), (variant) => (variant & variantFlags.lastK) === 0);
  return withMore(sums, results(region, place));
}

function only(traffic: RegionTraffic, keeps: (variant: number) => boolean): RegionTraffic {
  const transfers = traffic.transfers.slice();
  for (let variant = 0; variant < variants; variant++) if (!keeps(variant)) transfers.fill(0, variant * transferNumbers, (variant + 1) * transferNumbers);
  return { ...traffic, transfers };
}

/** Numbers of transfers that add up. */
const sums = [transferNumber.bytes, transferNumber.stashBytes, transferNumber.stashWords, transferNumber.stashRows];

/** Two stretches that move together; the first decides where, and the segments. Simplified: results and masks lie as far apart as partial sums. */
function withMore(traffic: RegionTraffic, more: RegionTraffic): RegionTraffic {
  const transfers = traffic.transfers.slice();
  for (let variant = 0; variant < variants; variant++) {
    const at = variant * transferNumbers;
    if (transfers[at] === 0) transfers.set(more.transfers.subarray(at, at + transferNumbers), at);
    else for (const number of sums) transfers[at + number]! += more.transfers[at + number]!;
  }
  return { ...traffic, transfers };
}
