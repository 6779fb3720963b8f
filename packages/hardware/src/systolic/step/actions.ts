import type { ActionCount } from "../../timing/machine-timing.ts";
import { vectorSteps } from "../../vector/steps.ts";
import type { Op } from "../../workload/operation.ts";
import type { Pass } from "../../workload/pass.ts";
import type { SystolicDescription } from "../layer/description.ts";
import type { OpTally } from "./op-tally.ts";

/** Every action of a step that happened, by pass. */
export function systolicActions(array: SystolicDescription, ops: readonly Op[], tallies: readonly OpTally[]): readonly ActionCount[] {
  const counts = new Map<string, ActionCount>();
  const add = (block: string, action: string, pass: Pass, count: number): void => {
    if (count === 0) return;
    const key = `${block} ${action} ${pass}`;
    counts.set(key, { block, action, pass, count: (counts.get(key)?.count ?? 0) + count });
  };
  for (const [index, op] of ops.entries()) {
    const { product, count, cycles } = tallies[index]!;
    if (product !== null) {
      const { accesses, activePeCycles } = product;
      add("array", "mac", op.pass, count * activePeCycles);
      add("array", "idlePe", op.pass, cycles * array.rows * array.columns - count * activePeCycles);
      add("ifmapSram", "read", op.pass, count * accesses.ifmapReads);
      add("filterSram", "read", op.pass, count * accesses.filterReads);
      add("ofmapSram", "write", op.pass, count * accesses.ofmapWrites);
      add("ofmapSram", "read", op.pass, count * accesses.partialSumReads);
    } else if (op.kind === "update") add("updateUnit", "update", op.pass, op.elements);
    else if (op.kind === "vector") for (const { action, perElement } of vectorSteps(op)) if (action !== "pass") add("ppu", action, op.pass, Math.round(perElement * op.elements));
  }
  return [...counts.values()];
}
