import { lanesOf } from "./cells.ts";
import type { ComparedOp } from "./compare-ops.ts";
import { categoryName } from "./palette.ts";
import type { Study } from "./study.ts";

/** By how many cycles a block did more of something in the second run. */
export interface ChangedCategory {
  readonly name: string;
  readonly cycles: number;
}

/** What a block, or the mean of a group's, spent more or less on in an op of the second run, the largest change first. */
export function changedCategories(a: Study, b: Study, key: string, { a: opA, b: opB }: ComparedOp): readonly ChangedCategory[] {
  const inA = opA === null ? new Map<string, number>() : spentBy(a, key, opA.from, opA.to);
  const inB = opB === null ? new Map<string, number>() : spentBy(b, key, opB.from, opB.to);
  const names = new Set([...inA.keys(), ...inB.keys()]);
  return [...names]
    .map((name) => ({ name, cycles: Math.round((inB.get(name) ?? 0) - (inA.get(name) ?? 0)) }))
    .filter(({ cycles }) => cycles !== 0)
    .toSorted((x, y) => Math.abs(y.cycles) - Math.abs(x.cycles));
}

function spentBy(study: Study, key: string, from: number, to: number): Map<string, number> {
  const node = study.tree.nodes.get(key);
  if (node === undefined || to <= from) return new Map();
  const [lane] = lanesOf(study, [node.blocks], Float64Array.of(from, to));
  return new Map([...lane.cycles].map((cycles, category) => [categoryName(study.palette, category), cycles / node.blocks.length]));
}
