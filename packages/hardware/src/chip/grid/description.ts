import type { ExactMode } from "@lnsim/kernel";
import type { MachineValues } from "../../description/parameters.ts";

/** The sections of a machine description that decide what a grid of PEs does. */
export type GridSection = "pe" | "bufferA" | "bufferB" | "vectorMac" | "collector" | "ppu" | "update" | "grid" | "noc";

/** A grid of PEs with the side of the global buffer that faces it. */
export interface PeGridDescription extends Pick<MachineValues, GridSection> {
  /** The banks that face the array; their capacity decides which jobs there are, and nothing within one. */
  readonly globalBuffer: Pick<MachineValues["globalBuffer"], "banks" | "bankBytes" | "latencyCycles">;
  /** Bits of a partial sum, in the collector and in the global buffer. */
  readonly accumulatorBits: number;
  /** How exactness is reached; changes nothing but the events of a job. */
  readonly mode: ExactMode;
  /** Steps one period of every skip and compares; for tests. Default false. */
  readonly selfCheck?: boolean;
}

/** Bits of one half of an operand buffer. */
export function halfBits(buffer: { readonly sizeBytes: number }): number {
  return buffer.sizeBytes * 4;
}
