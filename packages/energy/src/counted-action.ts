import { actionKey } from "./check-references.ts";
import type { ActionRecord, EnergyTable, PriceRule } from "./energy-table.ts";
import { passes } from "./pass.ts";
import type { ActionCount, PricingContext } from "./pricing-context.ts";

/** An action with its counts, ready to be priced. */
export interface CountedAction {
  readonly block: string;
  readonly action: string;
  readonly unit: string;
  readonly price: Exclude<PriceRule, { rule: "update-rule" }>;
  readonly reasoning?: string;
  /** One count per pass, in the order of {@link passes}. */
  readonly countByPass: readonly number[];
}

/**
 * The counted actions in the order of the table, those that it does not know after them in the order of the counts;
 * what never happened is left out, and an `update-rule` stands as the actions that the optimizer declares.
 */
export function countedActions(table: EnergyTable, counts: readonly ActionCount[], context: PricingContext): CountedAction[] {
  const totals = totalsByAction(counts);
  const known = table.actions.flatMap((record) => {
    const countByPass = totals.get(actionKey(record));
    totals.delete(actionKey(record));
    return countByPass === undefined ? [] : expand(table, record, countByPass, context);
  });
  const unknown = counts
    .filter((count) => totals.has(actionKey(count)))
    .filter((count, index, all) => all.findIndex((other) => actionKey(other) === actionKey(count)) === index)
    .map((count) => {
      const byPass = totals.get(actionKey(count))!;
      return unpriced({ ...count, unit: "action" }, byPass, `the table ${table.name} does not know this action`);
    });
  return [...known, ...unknown].filter((action) => action.countByPass.some((count) => count > 0));
}

function totalsByAction(counts: readonly ActionCount[]): Map<string, number[]> {
  const totals = new Map<string, number[]>();
  for (const count of counts) {
    const key = actionKey(count);
    const byPass = totals.get(key) ?? passes.map(() => 0);
    byPass[passes.indexOf(count.pass)]! += count.count;
    totals.set(key, byPass);
  }
  return totals;
}

function expand(table: EnergyTable, record: ActionRecord, countByPass: readonly number[], context: PricingContext): CountedAction[] {
  const { block, action, unit, price, reasoning } = record;
  if (price.rule !== "update-rule") {
    return [{ block, action, unit, price, ...(reasoning === undefined ? {} : { reasoning }), countByPass }];
  }
  const declared = Object.entries(context.updateActions);
  if (declared.length === 0) return [unpriced(record, countByPass, "the optimizer declares no actions per element")];
  return declared.map(([name, perElement]) => {
    const own = { block, action: name, unit: "operation" };
    const scaled = countByPass.map((count) => count * perElement);
    const known = table.updateActions.find((candidate) => candidate.action === name);
    if (known === undefined) return unpriced(own, scaled, `the optimizer declares it, and the table ${table.name} does not know it`);
    const { operations, reasoning: why } = known;
    return { ...own, price: { rule: "operations", operations }, reasoning: why, countByPass: scaled };
  });
}

type Named = Pick<CountedAction, "block" | "action" | "unit">;

function unpriced({ block, action, unit }: Named, countByPass: readonly number[], reasoning: string): CountedAction {
  return { block, action, unit, price: { rule: "unpriced" }, reasoning, countByPass };
}
