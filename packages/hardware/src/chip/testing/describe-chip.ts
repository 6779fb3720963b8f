import { withDefaults } from "@lnsim/contracts";
import { describePe, type PeOptions } from "../../description/description.ts";
import { dramParameters, type DramValues } from "../dram/parameters.ts";
import type { ChipDescription } from "../machine/description.ts";

/** What {@link describeChip} is given; everything left out is as in the reference PE, behind HBM2. */
export interface ChipOptions extends PeOptions {
  readonly dram?: Partial<DramValues>;
}

/** A chip with some of its parameters changed; nothing is checked. */
export function describeChip({ dram = {}, ...pe }: ChipOptions = {}): ChipDescription {
  return { ...describePe({ memory: { kind: "hierarchy" }, ...pe }), dram: withDefaults(dramParameters(dram.kind ?? "hbm2"), dram) };
}
