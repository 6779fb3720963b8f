import type { Operand } from "./operand.ts";
import type { Dimension, Sizes } from "./problem.ts";

/** The loops of a matrix product as they are written where no order is meant. */
export const dimensions: readonly Dimension[] = ["m", "n", "k"];

/** The loop that an operand does not depend on: along it, its tile stays what it is. */
export const idleLoop: Readonly<Record<Operand, Dimension>> = { a: "n", b: "m", mask: "k", partialSums: "k", out: "k" };

/**
 * How often every tile of an operand is visited: brought to the global buffer for the operands, opened for the results.
 * A tile stays while consecutive tiles of the nest use it, so once where no loop inside its idle loop moves on; otherwise
 * once in every trip of the idle loop. Loops of one trip do not move.
 *
 * @param trips tiles along each loop
 */
export function visitsOf(operand: Operand, order: readonly Dimension[], trips: Sizes): number {
  const idle = idleLoop[operand];
  const moves = order.slice(order.indexOf(idle) + 1).some((inner) => trips[inner] > 1);
  return moves ? trips[idle] : 1;
}

/** Whether partial sums go to memory and come back: a tile of k is left for other results before the next one. */
export function spillsPartialSums(order: readonly Dimension[], trips: Sizes): boolean {
  return visitsOf("out", order, trips) > 1;
}
