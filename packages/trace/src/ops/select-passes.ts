import { LnsimError, nearestName } from "@lnsim/contracts";
import { passes, type Pass, type StepShape, type TraceOp } from "../schema.ts";

/**
 * The step with the ops of some passes only. What the others would have left is there from the start, but for the order:
 * an op waits for whom it waited for in the whole step, be it by way of ops that are gone. Ids stay.
 *
 * Throws `unknown-name` for a pass that there is not, `missing-value` when no op is left.
 */
export function selectPasses(shape: StepShape, selected: readonly string[]): StepShape {
  const wanted = new Set(selected.map(requirePass));
  const isKept = ({ pass }: TraceOp): boolean => wanted.has(pass);
  if (shape.ops.every(isKept)) return shape;
  const order = new Order(shape.ops);
  const heirs = new Map<number, readonly number[]>();
  const ops: TraceOp[] = [];
  for (const op of shape.ops) {
    const after = [...new Set(op.after.flatMap((id) => heirs.get(id)!))].toSorted((a, b) => a - b);
    const least = op.after.every((id) => heirs.get(id)![0] === id) ? after : order.withoutImplied(after);
    heirs.set(op.id, isKept(op) ? [op.id] : least);
    if (isKept(op)) ops.push({ ...op, after: least });
  }
  if (ops.length === 0) throw nothingLeft(shape, selected);
  return { ...shape, ops };
}

/** Which ops of a step come before which, directly or by way of others: a row of bits for each. */
class Order {
  readonly #words: number;
  readonly #rows: Uint32Array;
  readonly #places: ReadonlyMap<number, number>;

  constructor(ops: readonly TraceOp[]) {
    this.#words = Math.ceil(ops.length / 32);
    this.#rows = new Uint32Array(this.#words * ops.length);
    this.#places = new Map(ops.map(({ id }, i) => [id, i]));
    ops.forEach(({ after }, i) => {
      for (const id of after) this.#inherit(i, this.#places.get(id)!);
    });
  }

  #inherit(place: number, earlier: number): void {
    const [to, from] = [place * this.#words, earlier * this.#words];
    for (let w = 0; w < this.#words; w++) this.#rows[to + w]! |= this.#rows[from + w]!;
    this.#rows[to + (earlier >> 5)]! |= 1 << (earlier & 31);
  }

  #comesBefore(earlier: number, later: number): boolean {
    const place = this.#places.get(earlier)!;
    return ((this.#rows[this.#places.get(later)! * this.#words + (place >> 5)]! >>> (place & 31)) & 1) === 1;
  }

  /** Ids without those that come before another one of them. */
  withoutImplied(ids: readonly number[]): readonly number[] {
    return ids.filter((id) => !ids.some((other) => other !== id && this.#comesBefore(id, other)));
  }
}

function requirePass(name: string): Pass {
  const pass = passes.find((known) => known === name);
  if (pass !== undefined) return pass;
  const nearest = nearestName(name, passes);
  throw new LnsimError({
    code: "unknown-name",
    message: "there is no such pass",
    path: "--passes",
    found: name === "" ? "nothing" : name,
    expected: passes.join(", "),
    ...(nearest !== undefined && { nearest }),
  });
}

function nothingLeft({ ops }: StepShape, selected: readonly string[]): LnsimError {
  const found = new Set(ops.map(({ pass }) => pass));
  return new LnsimError({
    code: "missing-value",
    message: "the step has no op in these passes",
    path: "--passes",
    found: selected.length === 0 ? "no pass" : selected.join(", "),
    expected: passes.filter((pass) => found.has(pass)).join(", "),
  });
}
