import type { ActionCount } from "../../timing/machine-timing.ts";
import { jobActions, type JobActionKey } from "../job/actions.ts";

/** Counters of the ports of memories at the edges of the array, and what they stand for. */
const portActions: { readonly [counter: string]: string } = { reads: "read", writes: "write" };

/** What the array counts that the ports of its memories count too, or that nobody prices. */
const countedElsewhere: readonly string[] = ["ofmapRead", "ofmapWrite", "operandMove"] satisfies readonly JobActionKey[];

/** What one count of a player's counter stands for. Counters do not tell passes apart: all are taken for the forward pass. */
export function actionsCounted(block: string, counter: string): readonly ActionCount[] {
  if (block.endsWith("Sram") && counter in portActions) return [{ block, action: portActions[counter]!, pass: "fprop", count: 1 }];
  const action = block === "array" && !countedElsewhere.includes(counter) ? jobActions[counter as JobActionKey] : undefined;
  return action === undefined ? [] : [{ block: action.block, action: action.action, pass: "fprop", count: 1 }];
}
