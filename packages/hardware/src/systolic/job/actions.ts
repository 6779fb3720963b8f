import { gridActions } from "../../chip/grid/actions.ts";
import { actionCatalogue } from "../../pe/accounting/actions.ts";
import type { ActionDescription } from "../../timing/action-description.ts";
import type { VectorAction } from "../../vector/vector-step.ts";
import { systolicCatalogue } from "../op/actions.ts";

/** Actions of the array itself and of its memory of partial sums, by their keys. */
const { mac, idlePe, operandMove, ofmapRead, ofmapWrite } = systolicCatalogue;
const { scale, add, multiply, maximum, activate, exponential, divide, reciprocalRoot, quantise, update } = actionCatalogue;
const { globalBufferRead, globalBufferWrite, transposerBlock } = gridActions;

/** What a job on a systolic array counts, by key, in the order of its records; the global buffer is read and written in words. */
export const jobActions = {
  mac,
  idlePe,
  operandMove,
  ofmapRead,
  ofmapWrite,
  globalBufferRead,
  globalBufferWrite,
  transposerBlock,
  scale,
  add,
  multiply,
  maximum,
  activate,
  exponential,
  divide,
  reciprocalRoot,
  quantise,
  update,
} as const satisfies { readonly [key: string]: ActionDescription };

/** Key of an action in {@link jobActions}. */
export type JobActionKey = keyof typeof jobActions;

export const jobActionKeys = Object.keys(jobActions) as readonly JobActionKey[];

/** Counts by key, as an array in the order of {@link jobActionKeys}; those left out are 0. */
export function countsOf(counts: { readonly [key in JobActionKey]?: number }): Float64Array {
  return Float64Array.from(jobActionKeys, (key) => counts[key] ?? 0);
}

/** The key that an action of a vector job is counted under; a mere trip through the unit is not counted. */
export function actionKeyOf(action: VectorAction): JobActionKey | undefined {
  return action === "pass" ? undefined : action;
}
