import { LnsimError } from "@lnsim/contracts";
import { macsOf, type Op, type VectorOp } from "./operation.ts";

/** Largest dimension of a product. */
const largest = 2 ** 31;

/** Most elements of a pass: their bits, at 32 of each of five tensors, are counted exactly. */
const mostElements = 2 ** 45;

/** Most multiply-accumulates that are counted one by one: exact below 2^53, which leaves as many again for padding. */
const mostMacs = 2 ** 52;

/**
 * Checks the ops of a step: sizes are positive integers, their work can be counted exactly, ids are unique, and every op
 * comes after those it depends on.
 *
 * @param counted what has to be countable: the multiply-accumulates of the whole step, where blocks count them, or of every
 * op by itself, where only tiles are counted
 * @throws {LnsimError} code "invalid-value", with the op and field.
 */
export function checkOps(ops: readonly Op[], counted: "step" | "op" = "step"): void {
  const seen = new Set<number>();
  let macs = 0;
  for (const [index, op] of ops.entries()) {
    const where = `ops[${index}]`;
    for (const [name, size] of sizesOf(op)) {
      const most = name === "elements" ? mostElements : largest;
      if (!Number.isSafeInteger(size) || size < 1 || size > most) fail(`${where}.${name}`, String(size), `an integer from 1 to ${most}`, op);
    }
    if (op.kind === "vector") checkTensors(op, where);
    macs = macsOf(op) + (counted === "step" ? macs : 0);
    if (macs > mostMacs) fail(where, `${macs} multiply-accumulates${counted === "step" ? " up to here" : ""}`, `at most 2^52 (${mostMacs})`, op);
    if (seen.has(op.id)) fail(`${where}.id`, String(op.id), "an id that no earlier op has", op);
    for (const id of op.after) if (!seen.has(id)) fail(`${where}.after`, String(id), "the id of an earlier op", op);
    seen.add(op.id);
  }
}

/** A pass has a port for as many tensors as these, and leaves something, for which others wait. */
function checkTensors(op: VectorOp, where: string): void {
  const { reads, writes } = op;
  if (reads.length > 3) fail(`${where}.reads`, `${reads.length} tensors`, "at most 3", op);
  if (writes.length < 1 || writes.length > 2) fail(`${where}.writes`, `${writes.length} tensors`, "1 or 2", op);
  for (const [name, uses] of [["reads", reads], ["writes", writes]] as const) {
    for (const [index, { elements }] of uses.entries()) {
      if (!Number.isSafeInteger(elements) || elements < 1) fail(`${where}.${name}[${index}].elements`, String(elements), "a positive integer", op);
    }
  }
}

function sizesOf(op: Op): readonly (readonly [name: string, size: number])[] {
  if (op.kind === "gemm") {
    return [
      ["m", op.m],
      ["n", op.n],
      ["k", op.k],
      ["count", op.count ?? 1],
    ];
  }
  return [["elements", op.elements]];
}

function fail(path: string, found: string, expected: string, op: Op): never {
  throw new LnsimError({ code: "invalid-value", message: `the op "${op.name}" cannot be run`, path, found, expected });
}
