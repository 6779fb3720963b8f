import type { ParameterDeclarations } from "@lnsim/contracts";
import { machineParameters, type MachineValues as HardwareValues } from "@lnsim/hardware";
import type { ParameterValues } from "@lnsim/contracts";
import { withPath } from "../parameter/with-path.ts";
import type { ParameterTree } from "../parameter/parameter-tree.ts";
import type { PlainValues } from "../plugin/parse-parameters.ts";
import type { Registry } from "../plugin/registry.ts";
import { energyParameters, numericsParameters, trainingParameters } from "./numerics-parameters.ts";
import { operandFormat } from "./operand-format.ts";

/** The checked values of a machine description. */
export interface MachineValues extends HardwareValues {
  readonly numerics: ParameterValues<typeof numericsParameters> & { readonly datapath: PlainValues };
  readonly training: ParameterValues<typeof trainingParameters>;
  readonly energy: ParameterValues<typeof energyParameters>;
}

/** The parameter of a datapath that the hardware decides: it is `pe.vectorSize` and not written twice. */
export const hardwiredDatapathParameter = "vectorSize";

/**
 * The declarations of a machine: the blocks of the hardware, and how the machine computes and trains. Those of
 * `numerics.datapath` come from the operand format, which is why they depend on the values.
 *
 * @throws {LnsimError} when the operand format cannot be resolved.
 */
export function machineTree(registry: Registry, body: { readonly [section: string]: unknown }): ParameterTree {
  const format = withPath("numerics.format", () => registry.format(operandFormat(body)));
  return {
    ...machineParameters,
    numerics: { ...numericsParameters, datapath: datapathTree(format.datapath?.parameters ?? {}) },
    training: trainingParameters,
    energy: energyParameters,
  };
}

function datapathTree(declarations: ParameterDeclarations): ParameterTree {
  const { [hardwiredDatapathParameter]: _, ...rest } = declarations;
  return rest;
}
