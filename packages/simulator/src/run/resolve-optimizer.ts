import { LnsimError, type Optimizer } from "@lnsim/contracts";
import type { TraceHeader } from "@lnsim/trace";
import type { MachineDescription } from "../machine/describe-machine.ts";
import { withPath } from "../parameter/with-path.ts";

/** Stands for "the optimizer of the trace". */
const recipe = "recipe";

/**
 * The optimizer of a run: what `training.optimizer` names, or the recipe's.
 *
 * @throws {LnsimError} for an unknown name, or when a trace without a recipe is asked for its optimizer.
 */
export function resolveOptimizer(machine: MachineDescription, header: TraceHeader): Optimizer {
  const { optimizer } = machine.values.training;
  if (optimizer !== recipe) return withPath("training.optimizer", () => machine.registry.optimizer(optimizer));
  if (header.recipe !== undefined) return withPath("the recipe of the trace", () => machine.registry.optimizer(header.recipe!.optimizer));
  throw new LnsimError({
    code: "missing-value",
    message: `the trace ${header.name} does not say which optimizer it was trained with`,
    path: "training.optimizer",
    found: optimizer,
    expected: "the name of an optimizer",
    remedy: `name one: --set training.optimizer=madam`,
  });
}
