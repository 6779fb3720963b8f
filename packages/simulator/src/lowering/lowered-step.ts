import type { GemmOp, Op, UpdateOp, VectorOp } from "@lnsim/hardware";

/** An op before it has a number. */
export type OpDraft = Omit<GemmOp, "id"> | Omit<UpdateOp, "id"> | Omit<VectorOp, "id">;

/** The ops of the hardware as they are added, and which of them an op of the trace has become. */
export class LoweredStep {
  readonly ops: Op[] = [];
  readonly #ends = new Map<number, readonly number[]>();

  /** Adds an op and returns its id. */
  add(draft: OpDraft): number {
    const id = this.ops.length;
    this.ops.push({ ...draft, id });
    return id;
  }

  /** Notes that ops of the trace are over when these are. */
  finish(traceOps: readonly number[], ids: readonly number[]): void {
    for (const op of traceOps) this.#ends.set(op, ids);
  }

  /** What has to be over before something that waits for these ops of the trace; those that the step does not have are. */
  after(traceOps: readonly number[]): readonly number[] {
    return [...new Set(traceOps.flatMap((op) => this.#ends.get(op) ?? []))].toSorted((a, b) => a - b);
  }
}
