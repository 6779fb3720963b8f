import type { Arithmetic } from "@lnsim/training";

/** Canonical identifier of the format of each role. */
export function formatsByRole(arithmetic: Arithmetic): { readonly [role: string]: string } {
  const { weights, activations, gradients, weightGradients, update, spill } = arithmetic;
  const roles = { weights, activations, gradients, weightGradients, update, spill };
  return Object.fromEntries(Object.entries(roles).flatMap(([role, format]) => (format === null ? [] : [[role, format.id]])));
}
