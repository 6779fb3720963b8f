import { tensorLifetimes, type BitsOf, type TensorLifetime } from "../../workload/lifetimes.ts";
import type { Op } from "../../workload/operation.ts";
import { tensorsOf } from "../../workload/tensors-of.ts";

/** A tensor that stays in the stash while it lives. */
export interface StashedTensor extends TensorLifetime {
  /** Where it starts, and the whole words that it takes. */
  readonly offset: number;
  readonly heldBytes: number;
}

/** Which tensors of a step stay in the global buffer between ops, and which go to DRAM. */
export interface StashPlan {
  readonly capacityBytes: number;
  /** Both in the order of first use. */
  readonly stayed: readonly StashedTensor[];
  readonly spilled: readonly TensorLifetime[];
}

/** What a stash holds, and in what words. */
export interface StashSize {
  readonly capacityBytes: number;
  readonly wordBytes: number;
}

/**
 * Decides which tensors stay. Whole tensors stay, from their first write to their last read; what is there before the step stays if it
 * outlives it (parameters, what the optimizer keeps), and then from step to step. Others that are there before it come from DRAM.
 *
 * Those go first that save most bytes of DRAM per byte that they hold and op that they hold it for, which spills what is used
 * latest first; each takes the lowest place that is free all its life. Nothing depends on how products are cut into tiles.
 */
export function chooseTensors(ops: readonly Op[], bits: BitsOf, size: StashSize): StashPlan {
  const lives = tensorLifetimes(ops, bits);
  const saved = savedBytes(ops, bits);
  const heldBytes = ({ bytes }: TensorLifetime): number => Math.ceil(bytes / size.wordBytes) * size.wordBytes;
  const worth = new Map(lives.map((life) => [life.name, saved.get(life.name)! / (heldBytes(life) * (life.until - Math.max(0, life.from) + 1))]));
  const candidates = lives.filter((life) => mayStay(life, ops.length) && heldBytes(life) <= size.capacityBytes);
  const placed = new Map<string, StashedTensor>();
  for (const life of candidates.toSorted((a, b) => worth.get(b.name)! - worth.get(a.name)!)) {
    const held = heldBytes(life);
    const offset = freeOffset([...placed.values()], life, held);
    if (offset + held <= size.capacityBytes) placed.set(life.name, { ...life, offset, heldBytes: held });
  }
  return {
    capacityBytes: size.capacityBytes,
    stayed: lives.flatMap(({ name }) => placed.get(name) ?? []),
    spilled: lives.filter(({ name }) => !placed.has(name)),
  };
}

/** Whether a tensor outlives the step, so that it stays from step to step. */
export function outlives({ until }: TensorLifetime, ops: number): boolean {
  return until === ops;
}

function mayStay(life: TensorLifetime, ops: number): boolean {
  return life.bytes > 0 && (life.from >= 0 || outlives(life, ops));
}

/** Bytes of all uses of every tensor, each counted once however often its tiles are loaded. */
function savedBytes(ops: readonly Op[], bits: BitsOf): ReadonlyMap<string, number> {
  const saved = new Map<string, number>();
  for (const op of ops) {
    const { reads, writes } = tensorsOf(op);
    for (const { name, elements, storedAs } of [...reads, ...writes]) saved.set(name, (saved.get(name) ?? 0) + (elements * bits(storedAs)) / 8);
  }
  return saved;
}

/** The lowest place of so many bytes that none of those which live at the same time takes. */
function freeOffset(placed: readonly StashedTensor[], { from, until }: TensorLifetime, bytes: number): number {
  const rivals = placed.filter((other) => other.from <= until && from <= other.until).sort((a, b) => a.offset - b.offset);
  let offset = 0;
  for (const rival of rivals) {
    if (rival.offset >= offset + bytes) break;
    offset = Math.max(offset, rival.offset + rival.heldBytes);
  }
  return offset;
}
