/** Where a figure comes from: printed in a paper, from our own gate-level study, from CACTI, converted from another point, or judged. */
export type PriceKind = "published" | "synthesised" | "cacti" | "scaled" | "assumed";

/** The kinds from the firmest to the weakest; a sum is as weak as its weakest part. */
export const priceKinds: readonly PriceKind[] = ["published", "synthesised", "cacti", "scaled", "assumed"];

/** A figure with its two ends: `low` without glitches, `high` with them; equal where a source gives one number. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** What every record states about itself. `vdd` is null where the source keeps its supply to itself. */
export interface Provenance {
  readonly nodeNm: number;
  readonly vdd: number | null;
  readonly kind: PriceKind;
  /** Key into {@link EnergyTable.sources}. */
  readonly source: string;
  /** Why the figure may be used here; present on everything scaled or assumed. */
  readonly reasoning?: string;
}

/** One MAC datapath as it was synthesised, per term of its dot product: a whole module divided by its number of terms. */
export interface DatapathRecord extends Provenance {
  /** The key that a format's datapath names as its cost record. */
  readonly record: string;
  /** What the priced hardware computes: how it adds, and what it drops. */
  readonly semantics: string;
  /** Terms of one dot product: one lane of a vector MAC has this many. */
  readonly terms: number;
  /** Width of the window that a shifted term is kept in; null where the datapath has none. */
  readonly windowBits: number | null;
  readonly accumulatorBits: number;
  readonly areaUm2PerTerm: number;
  readonly leakageNwPerTerm: number;
  /** Delay of the whole unpipelined module: the shortest clock period that the record itself supports. */
  readonly delayNs: number;
  /** Energy per term with forward-like operands (activations times weights). */
  readonly forwardFj: Bounds;
  /** Energy per term with gradient-like operands (lognormal gradients times weights). */
  readonly gradientFj: Bounds;
}

/** One memory of the grid: a single bank with a single port of `accessBytes`. */
export interface MemoryPoint {
  readonly sizeBytes: number;
  readonly accessBytes: number;
  readonly readPj: number;
  readonly writePj: number;
  readonly leakageMw: number;
  readonly areaUm2: number;
  readonly accessNs: number;
  readonly cycleNs: number;
}

/** Memories computed on a grid of sizes and port widths. */
export interface MemoryGrid extends Provenance {
  /** The memory compiler's cell type. */
  readonly device: string;
  readonly points: readonly MemoryPoint[];
}

/**
 * One kind of DRAM, off the die and of a technology of its own. What a bit costs on its way and what opening a row costs are
 * apart, so that locality shows; together, at the locality of the source, they are the published energy per bit.
 */
export interface DramRecord {
  /** Value of `dram.kind` in a machine description. */
  readonly dram: string;
  /** Movement inside the device and over its pins, row activation left out. */
  readonly transferPjPerBit: Bounds;
  /** Opening and closing a row, per byte of the row. A refresh costs as much for every byte that it refreshes. */
  readonly activatePjPerByte: Bounds;
  readonly kind: PriceKind;
  /** Keys into {@link EnergyTable.sources}. */
  readonly sources: readonly string[];
  readonly reasoning: string;
}

/** One arithmetic operation of scalar hardware, at the table's node and voltage. */
export interface OperationRecord extends Provenance {
  readonly operation: string;
  readonly energyPj: Bounds;
}

/** How many of which {@link OperationRecord} one action is made of. */
export type Composition = { readonly [operation: string]: number };

/** What a weight-update rule calls an action, as operations of the table. */
export interface UpdateActionRecord {
  readonly action: string;
  readonly operations: Composition;
  readonly reasoning: string;
}

/** Energy of a lane in a cycle without operands, as a share of the glitch-free energy of one of its dot products. */
export interface IdleLaneRecord {
  readonly shareOfDot: Bounds;
  readonly kind: PriceKind;
  readonly source: string;
  readonly reasoning: string;
}

/**
 * How an action gets its price:
 * - `dot`, `idle-lane`: from the datapath record that the machine's format names;
 * - `memory`: from the grid, by the size and port width of the block;
 * - `dram`: from the record of the machine's kind of DRAM, by burst, row opened or refresh;
 * - `operations`: a sum of operations; `update-rule`: stands for the actions that the optimizer declares per element;
 * - `per-byte`: a price per byte of the words that the block moves; `per-action`: a price of its own;
 * - `included`: contained in the price of another action; `unpriced`: not known, and said so.
 */
export type PriceRule =
  | { readonly rule: "dot" }
  | { readonly rule: "idle-lane" }
  | { readonly rule: "memory"; readonly access: "read" | "write" }
  | { readonly rule: "dram"; readonly access: DramAccess }
  | { readonly rule: "operations"; readonly operations: Composition }
  | { readonly rule: "update-rule" }
  | { readonly rule: "per-byte"; readonly energyPj: Bounds; readonly kind: PriceKind; readonly source: string }
  | { readonly rule: "per-action"; readonly energyPj: Bounds; readonly kind: PriceKind; readonly source: string }
  | { readonly rule: "included"; readonly in: string }
  | { readonly rule: "unpriced" };

/** What DRAM counts: bursts over its pins, rows opened, refreshes of a channel. */
export const dramAccesses = ["burst", "activate", "refresh"] as const;

export type DramAccess = (typeof dramAccesses)[number];

/** One action of one block, and how it is priced. */
export interface ActionRecord {
  readonly block: string;
  readonly action: string;
  /** What one count of the action is. */
  readonly unit: string;
  readonly price: PriceRule;
  /** Why it is priced so; on composed, per-byte, per-action, included and unpriced actions always. */
  readonly reasoning?: string;
}

/** Everything known about the cost of one technology node, as checked data. The order of the lists is the order of reports and sums. */
export interface EnergyTable {
  readonly schema: 1;
  readonly name: string;
  readonly description: string;
  readonly nodeNm: number;
  readonly vdd: number;
  /** Citations by key. */
  readonly sources: { readonly [key: string]: string };
  readonly datapaths: readonly DatapathRecord[];
  readonly memories: MemoryGrid;
  readonly drams: readonly DramRecord[];
  readonly operations: readonly OperationRecord[];
  readonly updateActions: readonly UpdateActionRecord[];
  readonly idleLane: IdleLaneRecord;
  readonly actions: readonly ActionRecord[];
}
