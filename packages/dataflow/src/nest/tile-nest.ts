import type { Mapping } from "../mapping.ts";
import type { GemmProblem } from "../problem.ts";
import { loopOver, type NestLevel } from "./loop-nest.ts";

/** The loops over tiles between memory and the global buffer; products only where there are several. */
export function tileNest(problem: GemmProblem, { tile, order }: Mapping): NestLevel {
  const products = problem.count > 1 ? [loopOver("product", problem.count, 1, { kind: "temporal", over: "product" })] : [];
  const tiles = order.map((dimension) => loopOver(dimension, problem[dimension], tile[dimension], { kind: "temporal", over: "tile" }));
  return { name: "memory to global buffer", loops: [...products, ...tiles] };
}
