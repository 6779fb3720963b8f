import { parametersOf, type NumberFormat } from "@lnsim/contracts";
import { createLayout, type LnsLayout } from "./layout.ts";
import { lnsFamily, lnsParameters } from "./parameters.ts";

/** Where a format of this family carries its layout, so that another one can read its codes. */
export const layoutKey = Symbol.for("@lnsim/format-lns layout");

/** A format of the family `lns`, with its layout. */
export interface LnsFormat extends NumberFormat {
  readonly [layoutKey]: LnsLayout;
}

/** The layout of a format of this family, from itself or (what wraps a format may drop it) from its id; undefined for any other. */
export function layoutOf(format: NumberFormat): LnsLayout | undefined {
  const carried = (format as Partial<LnsFormat>)[layoutKey];
  if (carried !== undefined) return carried;
  const values = parametersOf(format.id, lnsFamily, lnsParameters);
  return values === undefined ? undefined : createLayout(values);
}
