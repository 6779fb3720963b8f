import type { Bounds, PriceKind } from "./energy-table.ts";
import type { Pass } from "./pass.ts";

/** What a run cost: every energy is a count times a price, formed once at the end and added in the order of the table. */
export interface EnergyReport {
  /** Dynamic plus static energy. */
  readonly totalPj: Bounds;
  readonly dynamicPj: Bounds;
  /** Leakage of the blocks that have a leakage record, over {@link EnergyReport.clock}. */
  readonly staticPj: number;
  readonly clock: Clock;
  /** Blocks with a price, in the order of the table. */
  readonly byBlock: readonly BlockEnergy[];
  /** Dynamic energy by pass; passes without any are left out. */
  readonly byPass: { readonly [pass in Pass]?: Bounds };
  readonly node: Node;
  /** Every price that was used, with what it was multiplied by. */
  readonly provenance: readonly PricedAction[];
  /** What happened and has no price of its own: never a zero, always a count and a reason. */
  readonly unpriced: readonly UnpricedAction[];
  readonly windows: Windows;
}

/** Silicon area of the blocks that have a record. */
export interface AreaReport {
  readonly totalUm2: number;
  readonly byBlock: readonly { readonly block: string; readonly areaUm2: number }[];
  /** Blocks of the machine without a record. DRAM is not on the die and in neither list. */
  readonly unsized: readonly string[];
}

/** The technology that all prices are stated in. */
export interface Node {
  readonly table: string;
  readonly nodeNm: number;
  readonly vdd: number;
}

/** The clock that leakage was integrated over: the slowest of the records' own periods, the only one that they support. */
export interface Clock {
  readonly periodNs: number;
  readonly reasoning: string;
}

export interface BlockEnergy {
  readonly block: string;
  readonly dynamicPj: Bounds;
  /** Null where the block has no leakage record. */
  readonly staticPj: number | null;
}

/** A price, how often it was paid, and where it comes from. */
export interface PricedAction {
  readonly block: string;
  readonly action: string;
  /** The passes that pay this price. */
  readonly passes: readonly Pass[];
  /** What one count is. */
  readonly unit: string;
  readonly count: number;
  readonly pricePj: Bounds;
  readonly energyPj: Bounds;
  readonly kind: PriceKind;
  /** Null for a device off the die, of a technology of its own. */
  readonly nodeNm: number | null;
  /** Supply in volts; null where the source does not state it. */
  readonly vdd: number | null;
  /** Citations. */
  readonly sources: readonly string[];
  readonly reasoning?: string;
}

export interface UnpricedAction {
  readonly block: string;
  readonly action: string;
  readonly unit: string;
  readonly count: number;
  readonly reason: string;
  /** The action whose price contains this one, where there is one. */
  readonly includedIn?: string;
}

/** What the priced datapath is and what was simulated: widths of a shifted term and of the accumulator, null where there is none. */
export interface Windows {
  readonly record: string;
  /** Terms of the dot product that was priced. */
  readonly terms: number;
  /** What the priced hardware computes. */
  readonly semantics: string;
  readonly pricedBits: number | null;
  readonly simulatedBits: number | null;
  readonly pricedAccumulatorBits: number;
  readonly simulatedAccumulatorBits: number | null;
  /** Present where the two differ. */
  readonly note?: string;
}
