import type { ParameterValues } from "@lnsim/contracts";
import type { PeDescription } from "../../description/description.ts";
import type { dramParameters } from "../dram/parameters.ts";

/** A chip: PEs or a systolic array behind a global buffer and DRAM, and the formats of what it stores. */
export interface ChipDescription extends PeDescription {
  readonly dram: DramValues;
}

/** Values of the section `dram`. */
export type DramValues = ParameterValues<ReturnType<typeof dramParameters>>;

/** All that the outer machine of a chip is made from: what is around its array, but for the program. */
export interface OuterDescription extends Pick<ChipDescription, "dram" | "dma" | "sequencer" | "clock"> {
  readonly globalBuffer: Pick<ChipDescription["globalBuffer"], "bankBytes" | "latencyCycles">;
}

/** That part of a description, and no more. */
export function outerPart({ dram, dma, sequencer, clock, globalBuffer: { bankBytes, latencyCycles } }: ChipDescription): OuterDescription {
  return { dram, dma, sequencer, clock, globalBuffer: { bankBytes, latencyCycles } };
}
