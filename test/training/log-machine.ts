import { withDefaults, type LogAccumulateDatapath, type Optimizer } from "@lnsim/contracts";
import { lnsLogPlugin } from "@lnsim/format-lns-log";
import { sgdPlugin } from "@lnsim/optimizer-sgd";
import { sameDatapaths, sameScales, tensorScale, type Arithmetic } from "@lnsim/training";

/** Codes and datapath of a log machine. */
export interface LogMachine {
  readonly bits: number;
  readonly fractionBits: number;
  readonly fit?: "aware" | "blind";
  readonly addition?: "pwl" | "exact";
  readonly order?: LogAccumulateDatapath["order"];
}

/** An arithmetic in which everything is codes of one logarithmic format. */
export function logMachine({ bits, fractionBits, fit = "aware", addition = "pwl", order = "tree-of-16" }: LogMachine, changes: Partial<Arithmetic> = {}): Arithmetic {
  const format = lnsLogPlugin.create(withDefaults(lnsLogPlugin.parameters, { bits, fractionBits, fit, addition }), `lns-log:bits=${bits},fractionBits=${fractionBits},addition=${addition},fit=${fit}`);
  const { parameters, create } = format.datapath!;
  return {
    weights: format,
    activations: format,
    gradients: format,
    weightGradients: format,
    update: format,
    datapaths: sameDatapaths(create({ ...withDefaults(parameters), order })),
    scales: sameScales(tensorScale),
    scalePolicy: "current",
    spill: null,
    state: format,
    rounding: "nearest-even",
    window: "static",
    reals: "binary32",
    ppu: null,
    biases: "auto",
    ...changes,
  };
}

type SgdValues = Parameters<typeof sgdPlugin.create>[0];

/** SGD with what differs from its defaults in its identifier, as a registry makes it. */
export function sgd(given: Partial<SgdValues> = {}): Optimizer {
  const parts = Object.entries(given).map(([key, value]) => `${key}=${String(value)}`);
  return sgdPlugin.create(withDefaults(sgdPlugin.parameters, given), parts.length === 0 ? "sgd" : `sgd:${parts.join(",")}`);
}
