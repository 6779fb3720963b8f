import type { Op } from "./operation.ts";
import type { StoredAs } from "./tensor-use.ts";
import { tensorsOf } from "./tensors-of.ts";

/** Bits of an element of a tensor that is stored like this. */
export type BitsOf = (storedAs: StoredAs) => number;

/** How long a tensor is in memory, in ops of the step by their place in its order. */
export interface TensorLifetime {
  readonly name: string;
  readonly storedAs: StoredAs;
  readonly elements: number;
  /** Elements times bits, in whole bytes. */
  readonly bytes: number;
  /** The op that writes it first; -1: it is there before the step. */
  readonly from: number;
  /** The op that reads it last, or writes it where none reads it; the number of ops: it outlives the step. */
  readonly until: number;
}

/** What outlives a step, whoever reads it. */
const kept: readonly StoredAs[] = ["weights", "update", "state"];

/**
 * Every tensor of a step, in the order of first use. What is read before any op has written to it is there before the step;
 * parameters and what the optimizer keeps outlive it. A tensor is as large as its largest use.
 */
export function tensorLifetimes(ops: readonly Op[], bits: BitsOf): readonly TensorLifetime[] {
  const lives = new Map<string, TensorLifetime>();
  for (const [index, op] of ops.entries()) {
    const { reads, writes } = tensorsOf(op);
    for (const [uses, from] of [[writes, index], [reads, -1]] as const) {
      for (const { name, storedAs, elements } of uses) {
        const known = lives.get(name) ?? { name, storedAs, elements: 0, bytes: 0, from: kept.includes(storedAs) ? -1 : from, until: index };
        const size = Math.max(known.elements, elements);
        const until = kept.includes(known.storedAs) ? ops.length : index;
        lives.set(name, { ...known, elements: size, bytes: Math.ceil((size * bits(known.storedAs)) / 8), until });
      }
    }
  }
  return [...lives.values()];
}

/** The most that is in memory at once. */
export interface PeakBytes {
  readonly bytes: number;
  /** Place of the op during which it is reached first; -1 where there are no tensors. */
  readonly op: number;
  /** What is there then, largest first. */
  readonly tensors: readonly TensorLifetime[];
}

/** The peak of the tensors that are alive, over so many ops in order; what an op reads and what it writes are there together. */
export function peakOf(lives: readonly TensorLifetime[], ops: number): PeakBytes {
  const changes = new Float64Array(ops + 1);
  for (const { from, until, bytes } of lives) {
    changes[Math.max(0, from)]! += bytes;
    if (until + 1 < ops) changes[until + 1]! -= bytes;
  }
  let alive = 0;
  let peak = { bytes: 0, op: -1 };
  for (let op = 0; op < ops; op++) {
    alive += changes[op]!;
    if (alive > peak.bytes) peak = { bytes: alive, op };
  }
  const tensors = lives.filter(({ from, until }) => from <= peak.op && peak.op <= until).toSorted((a, b) => b.bytes - a.bytes);
  return { ...peak, tensors };
}

/** A first address for every tensor by name: one behind the other, each on a multiple of `spanBytes`. */
export function placeTensors(tensors: readonly Pick<TensorLifetime, "name" | "bytes">[], spanBytes: number): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let next = 0;
  for (const { name, bytes } of tensors) {
    places.set(name, next);
    next += Math.ceil(bytes / spanBytes) * spanBytes;
  }
  return places;
}
