import type { TraceOp } from "../schema.ts";

/** An op before it has a number and its place among the others. */
export interface OpDraft extends Omit<TraceOp, "id" | "after"> {
  /** Ids of ops that it waits for beside those that leave what it reads. */
  readonly waitsFor?: readonly number[];
}

/** The ops of a step as they are added: each waits for all earlier ones that leave a tensor it reads. */
export class OpList {
  readonly ops: TraceOp[] = [];
  readonly #writers = new Map<string, number[]>();

  add({ waitsFor = [], ...draft }: OpDraft): void {
    const id = this.ops.length;
    const after = new Set([...waitsFor, ...draft.reads.flatMap((tensor) => this.#writers.get(tensor) ?? [])]);
    this.ops.push({ id, ...draft, after: [...after].toSorted((a, b) => a - b) });
    for (const tensor of draft.writes) this.#writers.set(tensor, [...(this.#writers.get(tensor) ?? []), id]);
  }
}
