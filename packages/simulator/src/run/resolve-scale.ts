import { LnsimError, type Granularity, type NumberFormat } from "@lnsim/contracts";
import type { ScaleRule, TensorRole } from "@lnsim/training";
import type { MachineValues } from "../machine/machine-tree.ts";

type ScaleValues = MachineValues["numerics"]["scale"];

/**
 * What shares a scale in a role.
 *
 * @throws {LnsimError} when the format cannot be scaled so.
 */
export function resolveScale(role: TensorRole, format: NumberFormat, values: ScaleValues): ScaleRule {
  const { granularities, scaled, vectorSize: fixed } = format;
  const asked = values[role];
  const granularity: Granularity = asked === "auto" ? (granularities[0] ?? "tensor") : asked;
  if (scaled && !granularities.includes(granularity)) {
    throw new LnsimError({
      code: "invalid-combination",
      message: `${format.id} cannot have its scales per ${granularity}`,
      path: `numerics.scale.${role}`,
      found: granularity,
      expected: granularities.join(" or "),
    });
  }
  return {
    granularity: scaled ? granularity : "tensor",
    vectorSize: fixed ?? values.vectorSize,
    grid: values.gridPerOctave === 0 || format.topOf !== undefined ? "float" : { perOctave: values.gridPerOctave },
  };
}
