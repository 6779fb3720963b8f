import type { ParameterValues } from "@lnsim/contracts";
import type { PeDescription } from "../../description/description.ts";
import type { dramParameters } from "../dram/parameters.ts";

/** A chip: PEs or a systolic array behind a global buffer and DRAM, and the formats of what it stores. */
export interface ChipDescription extends PeDescription {
  readonly dram: DramValues;
}

/** Values of the section `dram`. */
export type DramValues = ParameterValues<ReturnType<typeof dramParameters>>;
