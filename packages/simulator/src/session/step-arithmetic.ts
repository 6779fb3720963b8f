import type { Optimizer } from "@lnsim/contracts";
import type { Arithmetic } from "@lnsim/training";
import { describeMachine, type MachineDescription } from "../machine/describe-machine.ts";
import { createRegistry } from "../plugin/builtin.ts";
import { resolveArithmetic } from "../run/resolve-arithmetic.ts";
import type { StepOrigin } from "./origin.ts";

/** What the machine of a step computes with, and updates weights by. */
export interface StepArithmetic {
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
}

/**
 * The arithmetic of the step that an origin describes.
 *
 * @throws {LnsimError} when a plugin that the machine needs cannot be loaded.
 */
export async function stepArithmetic(origin: StepOrigin): Promise<StepArithmetic> {
  const { values, written } = origin;
  const registry = origin.hasPlugins ? (await describeMachine(requestOf(origin))).registry : await createRegistry();
  const origins = new Map(written.map((path) => [path, "written"]));
  return { arithmetic: resolveArithmetic({ values, registry, origins: withDefaults(origins) }), optimizer: registry.optimizer(origin.optimizer) };
}

function requestOf({ request: { machine, set, plugins, folder } }: StepOrigin): Parameters<typeof describeMachine>[0] {
  return { machine, ...(set && { set }), ...(plugins && { plugins }), ...(folder && { folder }) };
}

/** Paths that nobody has written have the default. */
function withDefaults(written: ReadonlyMap<string, string>): MachineDescription["origins"] {
  return { get: (path: string) => written.get(path) ?? "default" } as MachineDescription["origins"];
}
