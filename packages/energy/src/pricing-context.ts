import type { MemoryGeometry } from "./memory-cost.ts";
import type { Pass } from "./pass.ts";

/** How often a block did something in a pass. Counts of the same block, action and pass are added up; whole numbers below 2^53. */
export interface ActionCount {
  readonly block: string;
  readonly action: string;
  readonly pass: Pass;
  readonly count: number;
}

/** What prices depend on besides the table. */
export interface PricingContext {
  /** The multiply-accumulate datapath; a `MacDatapath` of the contracts fits. */
  readonly datapath: {
    readonly description: string;
    /** Key of the datapath record, or null where the format knows none. */
    readonly costRecord: string | null;
    /** Terms of one dot product of one lane. */
    readonly vectorSize: number;
    /** Width of a shifted term as simulated; absent where the datapath has no window. */
    readonly windowBits?: number;
  };
  /** Lanes of the vector MAC. */
  readonly lanes: number;
  /** Geometry of every block that the table prices as a memory. */
  readonly memories: { readonly [block: string]: MemoryGeometry };
  /** What the optimizer does per element, by the names its declaration uses. */
  readonly updateActions: { readonly [action: string]: number };
  /** Time that the counts cover, for the static energy. */
  readonly cycles: number;
}
