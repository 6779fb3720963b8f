import type { Kernel } from "@lnsim/kernel";
import type { ProductPlace, UpdatePlace, WorkMoment, WorkPlace } from "../../machine/work-place.ts";
import type { Op } from "../../workload/operation.ts";
import type { ChipProgram } from "../program/program.ts";
import { tilePlace, type TilePlace } from "../program/tile-place.ts";
import type { GridContext } from "./context.ts";
import { columnsOf, lanesOf, slicesOf } from "./geometry.ts";
import type { GridPlan } from "./plan.ts";
import { gridPeShape, phases } from "./state.ts";

const { row: ROW, column: COLUMN, phase: PHASE, startAt: START_AT } = gridPeShape.slot;
const { m: NEST_M, n: NEST_N, k: NEST_K } = gridPeShape.nest;

/** A step on a grid of PEs. */
export interface GridStep {
  readonly program: ChipProgram;
  readonly ops: readonly Op[];
  /** The weight-update unit of a PE. */
  readonly unit: { readonly elementsPerCycle: number };
}

/**
 * What a PE of a grid multiplies, or updates, in a cycle; null: nothing. Vectors pass one a cycle from the start of a chunk on: what its
 * slots are longer by is at its end, as in the books.
 */
export function gridWorkAt({ program, ops, unit }: GridStep, { kernel, block, job }: WorkMoment): WorkPlace | null {
  if (job === null || kernel.machine.blocks[block]!.kind.shape.declaration.kind !== gridPeShape.declaration.kind) return null;
  const { state } = kernel;
  const base = kernel.base(block);
  const { plan } = kernel.attachment(block) as GridContext;
  const cycle = kernel.now - 1 - state[base + START_AT]!;
  const tile = tilePlace(program, job.before, job.number);
  if (tile === null || state[base + PHASE] !== phases.computing || cycle < 0) return null;
  const op = ops[tile.op]!;
  if (op.kind === "gemm") return productAt({ kernel, base, plan, cycle }, tile, op, program);
  return op.kind === "update" ? updateAt({ kernel, base, plan, cycle }, tile, op, unit.elementsPerCycle) : null;
}

/** A PE so many cycles into its chunk. */
interface Chunk {
  readonly kernel: Kernel;
  readonly base: number;
  readonly plan: GridPlan;
  readonly cycle: number;
}

function productAt({ kernel, base, plan, cycle }: Chunk, { index, product, job }: TilePlace, op: ProductPlace["op"], { mappings }: ChipProgram): ProductPlace | null {
  const { state } = kernel;
  const columns = columnsOf(kernel, base, plan);
  const slice = Math.floor(cycle / columns);
  if (slice >= slicesOf(kernel, base, plan) || job.kind !== "gemm") return null;
  const { tile } = mappings.get(op.name)!.mapping;
  const row = index[0] * tile.m + (sumBefore(plan.rowGroups, state[base + ROW]!) + state[base + NEST_M]!) * plan.lanes;
  const group = sumBefore(plan.columnGroups, state[base + COLUMN]!) + state[base + NEST_N]!;
  const from = (state[base + NEST_K]! * plan.chunkSlices + slice) * plan.vectorSize;
  const to = Math.min(from + plan.vectorSize, plan.k);
  const start = index[2] * tile.k;
  return {
    kind: "product",
    op,
    product,
    rows: { from: row, to: row + lanesOf(kernel, base, plan) },
    column: index[1] * tile.n + group * plan.depth + cycle - slice * columns,
    terms: { from: start + from, to: start + to },
    isFirstSlice: from === 0,
    isLastSlice: to === job.k,
    tileK: tile.k,
  };
}

/** Elements of a tile are dealt to the PEs in order; only the last tile of an op may be smaller. */
function updateAt({ kernel, base, plan, cycle }: Chunk, { number, tiles, job }: TilePlace, op: UpdatePlace["op"], elementsPerCycle: number): UpdatePlace | null {
  if (job.kind !== "vector") return null;
  const { state } = kernel;
  const pe = state[base + ROW]! * plan.gridColumns + state[base + COLUMN]!;
  const start = (number === tiles - 1 ? op.elements - job.elements : number * job.elements) + sumBefore(plan.elements, pe);
  const first = state[base + NEST_K]! * plan.chunkElements;
  const end = Math.min(first + plan.chunkElements, plan.elements[pe]!);
  const from = first + cycle * elementsPerCycle;
  return from >= end ? null : { kind: "update", op, elements: { from: start + from, to: start + Math.min(from + elementsPerCycle, end) } };
}

function sumBefore(numbers: ArrayLike<number>, place: number): number {
  let sum = 0;
  for (let other = 0; other < place; other++) sum += numbers[other]!;
  return sum;
}
