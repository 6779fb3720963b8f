import type { Dataset, TraceContent } from "@lnsim/trace";
import { drawEpochs } from "./draw-epochs.ts";
import { initialParameters } from "./initial-parameters.ts";

/**
 * The training of a trace with other random numbers: initial weights and the order of the samples are drawn anew from
 * `seed`, everything else stays. Nothing is recorded in it yet.
 */
export function redrawn(trace: TraceContent, data: Dataset, seed: number): TraceContent {
  const { header } = trace;
  const { recipe, model, epochs } = header;
  if (recipe === undefined) throw new Error(`trace ${header.name} has no recipe to draw from`);
  return {
    header: { ...header, recipe: { ...recipe, seed } },
    parameters: initialParameters(model, seed),
    indices: drawEpochs(data.train, epochs, seed),
    recorded: null,
  };
}
