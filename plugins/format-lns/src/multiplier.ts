import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { convertedMultiplier } from "./converted-operands.ts";
import type { DatapathValues } from "./datapath-parameters.ts";
import type { RemainderTerms, Window } from "./datapath-terms.ts";
import type { LnsLayout } from "./layout.ts";
import type { ProductGrid } from "./product-grid.ts";
import { remainderMultiplier } from "./remainder-multiplier.ts";

/** How two operands are multiplied, whatever the window of the accumulator. */
export interface Multiplier {
  /** The grid of the products; its largest quotient is that of the terms. */
  readonly grid: ProductGrid;
  /** The conversion in words, for reports. */
  readonly description: string;
  /** What terms are made of at a window. */
  termsAt(window: Window): RemainderTerms;
  /** Largest relative error of a product before the cut. */
  conversionError(terms: RemainderTerms): number;
  /** The declared tables, of terms at some window. */
  tables(terms: RemainderTerms): Pick<FixedAccumulateDatapath, "classes" | "leftFactor" | "leftClass" | "head" | "tail">;
}

/** The operands of a multiplier, and the values of its parameters. */
export interface MultiplierSpec {
  readonly left: LnsLayout;
  readonly right: LnsLayout;
  readonly values: DatapathValues;
}

/** The multiplier of an organisation. */
export function multiplierOf(spec: MultiplierSpec): Multiplier {
  return spec.values.organisation === "converted-operands" ? convertedMultiplier(spec) : remainderMultiplier(spec);
}
