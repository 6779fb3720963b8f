import { LnsimError, type NumberFormat } from "@lnsim/contracts";
import { checkArithmetic, operandRoles, type Arithmetic, type GemmPass, type ScaleRule, type TensorRole } from "@lnsim/training";
import type { ArithmeticSource } from "./resolve-datapath.ts";
import { sameFormat } from "../machine/numerics-parameters.ts";
import { movedTo, withPath } from "../parameter/with-path.ts";
import { resolveDatapath } from "./resolve-datapath.ts";
import { resolveScale } from "./resolve-scale.ts";

/**
 * The arithmetic that a machine description asks for: formats and scales by role, the datapath of every pass, and the
 * policies.
 *
 * @throws {LnsimError} for an unknown format, one that can only store, operands that cannot be multiplied, or scales
 * that a format does not take.
 */
export function resolveArithmetic(machine: ArithmeticSource): Arithmetic {
  const { numerics } = machine.values;
  const resolve = (role: "update" | "spill" | "state" | "ppu" | TensorRole): NumberFormat => {
    const given = String(numerics[role]);
    return withPath(`numerics.${role}`, () => machine.registry.format(given === sameFormat ? numerics.format : given));
  };
  const roles: { readonly [Role in TensorRole]: NumberFormat } = {
    weights: resolve("weights"),
    activations: resolve("activations"),
    gradients: resolve("gradients"),
    weightGradients: resolve("weightGradients"),
  };
  const scale = (role: TensorRole): ScaleRule => resolveScale(role, roles[role], numerics.scale);
  const datapath = (pass: GemmPass) => {
    const { left, right } = operandRoles[pass];
    const vectors = [scale(left), scale(right)].find(({ granularity }) => granularity === "vector");
    return resolveDatapath(machine, { pass, left: roles[left], right: roles[right], scaleVector: vectors?.vectorSize ?? null });
  };
  const ppu = resolve("ppu");
  const arithmetic: Arithmetic = {
    ...roles,
    update: resolve("update"),
    spill: resolve("spill"),
    state: resolve("state"),
    datapaths: { fprop: datapath("fprop"), dgrad: datapath("dgrad"), wgrad: datapath("wgrad") },
    scales: {
      weights: scale("weights"),
      activations: scale("activations"),
      gradients: scale("gradients"),
      weightGradients: scale("weightGradients"),
    },
    scalePolicy: numerics.scalePolicy,
    rounding: numerics.rounding,
    ...(numerics.updateRounding === "same" ? {} : { updateRounding: numerics.updateRounding }),
    window: numerics.window,
    biases: numerics.biases,
    reals: "binary32",
    ppu: ppu.id === machine.registry.format("fp32").id ? null : ppu,
  };
  checkAsNumerics(arithmetic);
  return arithmetic;
}

/** Checks that everything goes together; the mistake is placed in the section `numerics` of the description. */
function checkAsNumerics(arithmetic: Arithmetic): void {
  try {
    checkArithmetic(arithmetic);
  } catch (error) {
    if (!(error instanceof LnsimError) || error.path === undefined) throw error;
    const path = error.path.replace(/^scales\.(\w+)\.\w+$/, "scale.$1");
    throw movedTo(error, `numerics.${path}`);
  }
}
