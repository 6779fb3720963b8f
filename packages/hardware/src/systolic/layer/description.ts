import { LnsimError } from "@lnsim/contracts";
import type { MachineValues } from "../../description/parameters.ts";

/** What a systolic array keeps in its PEs: sums (os), W (ws), I (is) of a {@link SystolicLayer}. */
const systolicDataflows = ["os", "ws", "is"] as const;
export type SystolicDataflow = (typeof systolicDataflows)[number];

/** A systolic array of scalar MACs. */
export interface SystolicDescription {
  readonly rows: number;
  readonly columns: number;
  readonly dataflow: SystolicDataflow;
  readonly protocol: "plain" | "stonne";
}

/**
 * The systolic array of a machine.
 *
 * @throws LnsimError when the dataflow is none of a systolic array, or the protocol does not know it
 */
export function describeSystolic({ array, dataflow }: Pick<MachineValues, "array" | "dataflow">): SystolicDescription {
  const { rows, columns, protocol } = array;
  if (dataflow === "local-a") {
    throw new LnsimError({
      code: "invalid-combination",
      message: "a systolic array has no local copies of A",
      path: "dataflow",
      found: dataflow,
      expected: systolicDataflows.join(", "),
      remedy: "choose a dataflow of a systolic array, or array.kind = vector-mac",
    });
  }
  if (protocol === "stonne" && dataflow !== "os") {
    throw new LnsimError({
      code: "invalid-combination",
      message: "the protocol stonne is known for output-stationary arrays only",
      path: "dataflow",
      found: dataflow,
      expected: "os",
      remedy: "set dataflow = os, or array.protocol = plain",
    });
  }
  return { rows, columns, dataflow, protocol };
}
