import { LnsimError, type IntegerParameter } from "@lnsim/contracts";
import type { Arithmetic } from "@lnsim/training";
import type { MachineDescription } from "../machine/describe-machine.ts";
import { isParameter, type ParameterTree } from "../parameter/parameter-tree.ts";
import type { Registry } from "../plugin/registry.ts";
import { windowPlaces } from "./window-place.ts";

/** The parameter that moves the accumulator's window. @throws {LnsimError} for a datapath that has none, naming formats that do. */
export function lsbParameter(machine: MachineDescription): IntegerParameter {
  const lsb = datapathParameters(machine)["lsb"];
  if (lsb !== undefined && isParameter(lsb) && lsb.type === "integer") return lsb;
  const { format, weights } = machine.values.numerics;
  throw new LnsimError({
    code: "unsupported",
    message: "the datapath of this format has no parameter lsb that could be moved",
    path: "numerics.format",
    found: weights === "same" ? format : weights,
    expected: `a format of ${listed(movableFamilies(machine.registry))}`,
    remedy: "choose one, such as --set numerics.format=lns8",
  });
}

/** Whether the datapath offers exact sums, to hold the windows against. */
export function offersExactSums(machine: MachineDescription): boolean {
  const { accumulation } = datapathParameters(machine);
  return accumulation !== undefined && isParameter(accumulation) && accumulation.type === "choice" && accumulation.choices.includes("wide");
}

/** @throws {LnsimError} when no pass has a window, or windows follow the sums by themselves. */
export function requireWindow({ values }: MachineDescription, arithmetic: Arithmetic): void {
  if (values.numerics.window === "calibrated") {
    throw new LnsimError({
      code: "invalid-combination",
      message: "a calibrated window follows the sums by itself, wherever it starts",
      path: "numerics.window",
      found: "calibrated",
      expected: "static",
      remedy: "set numerics.window=static",
    });
  }
  if (Object.values(windowPlaces(arithmetic)).some((place) => place !== null)) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "this datapath adds without a window",
    path: "numerics.datapath.accumulation",
    found: String(values.numerics.datapath["accumulation"]),
    expected: "fixed",
    remedy: "set numerics.datapath.accumulation=fixed; exact sums are trained beside the windows in any case",
  });
}

function datapathParameters({ tree }: MachineDescription): ParameterTree {
  return (tree["numerics"] as ParameterTree)["datapath"] as ParameterTree;
}

/** Families of formats whose datapaths have a parameter lsb. */
function movableFamilies(registry: Registry): readonly string[] {
  const formats = registry.registered.flatMap(({ plugin }) => (plugin.kind === "format" ? [plugin.name] : []));
  return formats.filter((name) => registry.format(name).datapath?.parameters["lsb"] !== undefined);
}

function listed(names: readonly string[]): string {
  return `the ${names.length === 1 ? "family" : "families"} ${names.join(", ")}`;
}
