import type { NumberFormat } from "@lnsim/contracts";
import type { Arithmetic } from "@lnsim/training";
import type { Registry } from "../plugin/registry.ts";
import type { RunResult } from "../result/run-result.ts";

/** The format of each role: its canonical identifier, and the name it is known by. */
export function formatsByRole(arithmetic: Arithmetic, registry: Registry): RunResult["machine"]["formats"] {
  const { weights, activations, gradients, weightGradients, update, spill, state } = arithmetic;
  const roles = { weights, activations, gradients, weightGradients, update, spill, state };
  const described = Object.entries(roles).flatMap(([role, format]) => (format === null ? [] : [[role, describe(format, registry)]]));
  return Object.fromEntries(described);
}

function describe({ id, bits }: NumberFormat, registry: Registry) {
  return { id, name: registry.nameOf("format", id), bits };
}
