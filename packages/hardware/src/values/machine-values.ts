import { Pins } from "@lnsim/dataflow";
import { computeArray, machineKind } from "../machine/machine-kind.ts";
import { arithmeticOf } from "../systolic/values/arithmetic-of.ts";
import type { Cells } from "../systolic/values/pe-registers.ts";
import type { GemmOp } from "../workload/operation.ts";
import type { GemmJob } from "../chip/job/job.ts";
import { lowerProgram } from "../chip/program/lower-program.ts";
import type { TileOp } from "../chip/program/tile-op.ts";
import type { Matrix } from "./grid-values.ts";
import { throughMemory } from "./partial-sums.ts";
import { checkRequest, checkTile, type PeValues, type PeValuesRequest } from "./request.ts";
import { tileRunner } from "./tile-runner.ts";
import { tilesOf, type PlacedTile } from "./tiles.ts";

/**
 * A matrix product whose codes pass through a machine as its program has it: tiles of the mapping in the order of their loops, groups
 * of rows and columns on the PEs that they are dealt to, slices of A in the lanes, vectors of B past them, partial sums through the
 * global buffer or through memory from tile to tile. Every result is, to the bit, that of `machineDatapath` on a numeric engine.
 * Values decide no timing, so this stands beside the simulation of cycles.
 *
 * @throws {LnsimError} when nothing fits the global buffer, or vectors of the datapath do not fit those of the PE.
 */
export function machineValues(request: PeValuesRequest): PeValues {
  checkRequest(request);
  const { m, n, k, a, b, datapath } = request;
  const cut = cutOf(request);
  checkTile(request, cut.tile[2]);
  const arithmetic = arithmeticOf(datapath);
  const operand = (values: typeof a): Cells => (arithmetic.hasRealOperands ? Float64Array.from(values) : Int32Array.from(values));
  const cells = (length: number): Cells => (arithmetic.hasRealSums ? new Float64Array(length) : new Int32Array(length)).fill(arithmetic.zero);
  const [left, right, out] = [operand(a), operand(b), cells(m * n)];
  const run = tileRunner(request);
  const waiting = new WaitingSums();
  let [macs, tiles, resumed] = [0, 0, 0];
  for (const tile of tilesOf(cut.tileOp)) {
    const job = cut.jobOf(tile);
    const [i, j, l] = tile.index.map((turn, dimension) => turn * cut.tile[dimension]!) as [number, number, number];
    const place = `${i} ${j}`;
    const isFirst = job.readsPartialSums === 0;
    const sums = isFirst ? cells(job.m * job.n) : waiting.take(place);
    const operands = { a: part(left, k, i, l), b: part(right, n, l, j), sums };
    macs += run(job, operands, isFirst);
    tiles++;
    if (!isFirst) resumed++;
    if (job.writesPartialSums === 1) waiting.leave(place, throughMemory(datapath, sums, request.description.accumulatorBits), cut.tileOp.spills);
    else for (let row = 0; row < job.m; row++) out.set(sums.subarray(row * job.n, (row + 1) * job.n), (i + row) * n + j);
  }
  waiting.requireNone();
  return { out: arithmetic.drain(out), macs, tiles, resumed };
}

/** A part of a row-major matrix of so many columns. */
function part(values: Cells, columns: number, row: number, column: number): Matrix {
  return { values, base: row * columns + column, rowStep: columns, columnStep: 1 };
}

/** Partial sums between two tiles of k: in memory, or those of one tile alone in the half of the global buffer that its results have. */
class WaitingSums {
  readonly #sums = new Map<string, Cells>();

  leave(place: string, sums: Cells, spills: boolean): void {
    if (this.#sums.has(place) || (!spills && this.#sums.size > 0)) throw new Error(`partial sums of ${place} would overwrite others`);
    this.#sums.set(place, sums);
  }

  take(place: string): Cells {
    const sums = this.#sums.get(place);
    if (sums === undefined) throw new Error(`partial sums of ${place} are read and were not written`);
    this.#sums.delete(place);
    return sums;
  }

  requireNone(): void {
    if (this.#sums.size > 0) throw new Error(`partial sums of ${[...this.#sums.keys()].join(", ")} were left`);
  }
}

/** How a machine cuts a product. */
interface Cut {
  readonly tileOp: Pick<TileOp, "trips" | "order" | "spills">;
  /** Sizes of a whole tile along m, n, k. */
  readonly tile: readonly [number, number, number];
  jobOf(tile: PlacedTile): Pick<GemmJob, "m" | "n" | "k" | "readsPartialSums" | "writesPartialSums">;
}

/** A machine without a global buffer takes a product whole. */
function cutOf({ m, n, k, description, mapping, ...request }: PeValuesRequest): Cut {
  if (machineKind(description) !== "chip") {
    return { tileOp: { trips: [1, 1, 1], order: [0, 1, 2], spills: false }, tile: [m, n, k], jobOf: () => ({ m, n, k, readsPartialSums: 0, writesPartialSums: 0 }) };
  }
  const { op = { id: 0, name: "product", kind: "gemm", pass: "fprop", m, n, k, after: [] } satisfies GemmOp } = request;
  const pins = new Pins(mapping === undefined ? [] : [{ op: op.name, ...mapping }]);
  const { ops, jobs, mappings } = lowerProgram(description, computeArray(description, "skip"), [{ ...op, after: [] }], pins);
  const { tile } = mappings.get(op.name)!.mapping;
  const tileOp = ops[0]!;
  return { tileOp, tile: [tile.m, tile.n, tile.k], jobOf: ({ variant }) => jobs[tileOp.jobs[variant]!]! as GemmJob };
}
