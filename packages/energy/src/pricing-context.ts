import type { MemoryGeometry } from "./memory-cost.ts";
import type { Pass } from "./pass.ts";

/** How often a block did something in a pass. Counts of the same block, action and pass are added up; whole numbers below 2^53. */
export interface ActionCount {
  readonly block: string;
  readonly action: string;
  readonly pass: Pass;
  readonly count: number;
}

/** The multiply-accumulate datapath as it was simulated; a `MacDatapath` of the contracts fits. */
export interface SimulatedDatapath {
  readonly kind?: "fixed" | "float" | "log";
  readonly description: string;
  /** Key of the datapath record, or null where the format knows none. */
  readonly costRecord: string | null;
  /** Terms of one dot product of one lane; 1 for a PE of a systolic array. */
  readonly vectorSize: number;
  /** "ascending": every term is accumulated by itself, one after the other. Any other order, or none: a vector at once. */
  readonly order?: string;
  /** Width of a shifted term as simulated; absent where the datapath has no window. */
  readonly windowBits?: number;
  /** Width of the accumulator as simulated; absent where it is not that of any hardware. */
  readonly accumulatorBits?: number;
}

/** A memory of the machine; `count` of them are on the die. */
export interface MachineMemory extends MemoryGeometry {
  readonly count: number;
}

/** The DRAM of the machine. */
export interface MachineDram {
  /** A kind that the table knows. */
  readonly kind: string;
  /** Bytes of a burst, used or not. */
  readonly burstBytes: number;
  /** Bytes that one activation opens. */
  readonly rowBytes: number;
  /** Bytes of one channel; null where capacity is not bounded, so that refreshes have no price. */
  readonly channelBytes: number | null;
}

/** What prices depend on besides the table. */
export interface PricingContext {
  readonly datapath: SimulatedDatapath;
  /** The block that multiplies, how many lanes each of them has, and how many of them there are: PEs of a chip, or PEs of one lane in an array. */
  readonly multiplier: { readonly block: string; readonly lanes: number; readonly units: number };
  /** Every block that the table prices as a memory, by name; one that is not here is not priced. */
  readonly memories: { readonly [block: string]: MachineMemory };
  /** Bytes that one count of a block moves, for blocks that are priced by the byte. */
  readonly wordBytes: { readonly [block: string]: number };
  /** Null where the machine has none. */
  readonly dram: MachineDram | null;
  /** What the optimizer does per element, by the names its declaration uses. */
  readonly updateActions: { readonly [action: string]: number };
  /** Time that the counts cover, for the static energy. */
  readonly cycles: number;
  /** Whether memories outside the grid are priced by prolonging it, as an assumption. Default false: they are not priced. */
  readonly extrapolates?: boolean;
}
