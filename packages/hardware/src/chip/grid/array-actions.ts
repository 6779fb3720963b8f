import { actionCatalogue, type ActionKey } from "../../pe/accounting/actions.ts";
import type { ActionDescription } from "../../timing/action-description.ts";
import { gridActions, type GridActionKey } from "./actions.ts";

/** What a grid counts: key and action. */
export type CountedKey = Exclude<ActionKey, "memoryRead" | "memoryWrite"> | GridActionKey;

const catalogue: { readonly [key: string]: ActionDescription } = { ...actionCatalogue, ...gridActions };

/** Keys of the actions that a grid counts, in the order of its counts. */
export const countedKeys = Object.keys(catalogue).filter((key) => !key.startsWith("memory")) as readonly CountedKey[];

/** The actions that a grid counts, in the order of {@link countedKeys}. */
export const arrayActions: readonly ActionDescription[] = countedKeys.map((key) => catalogue[key]!);
