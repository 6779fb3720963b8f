import { readFileSync } from "node:fs";
import { withDefaults, type Optimizer } from "@lnsim/contracts";
import { lnsPlugin } from "@lnsim/format-lns";
import { adamPlugin } from "@lnsim/optimizer-adam";
import { madamPlugin } from "@lnsim/optimizer-madam";
import { sgdPlugin } from "@lnsim/optimizer-sgd";
import { sameDatapaths, sameScales, tensorScale, type Arithmetic } from "@lnsim/training";

/** Codes of a tensor as the vectors have them: exponent (-1 for zero) and sign per element, and the maximum. */
export type GoldenCodes = readonly [exponents: readonly (number | readonly number[])[], signs: readonly (number | readonly number[])[], max: number];

/** One step of one configuration, from a separate implementation in numpy. Arrays are batch x features or as PyTorch has them. */
export interface GoldenStep {
  readonly act_codes: readonly GoldenCodes[] | null;
  readonly w_codes: readonly GoldenCodes[] | null;
  readonly logits: readonly (readonly number[])[];
  readonly E_codes_last_to_first: readonly GoldenCodes[];
  /** Gradients of W1, b1, W2, b2, W3, b3 after quantisation. */
  readonly G: readonly (readonly (number | readonly number[])[])[];
  readonly params_after: readonly (readonly (number | readonly number[])[])[];
  readonly update_codes: readonly (GoldenCodes | null)[];
  readonly loss: number;
}

export interface GoldenCase {
  readonly opt: "sgd" | "madam" | "adam";
  readonly lr: number;
  readonly BU: number;
  readonly lut: number;
  readonly steps: readonly GoldenStep[];
}

/** Networks 6-5-4-3 on four samples; three steps of each configuration. */
export interface Golden {
  readonly dims: readonly number[];
  readonly W: readonly (readonly (readonly number[])[])[];
  readonly b: readonly (readonly number[])[];
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly cases: { readonly [name: string]: GoldenCase };
}

export const golden = JSON.parse(readFileSync(new URL("./vectors/tiny_mlp.json", import.meta.url), "utf8")) as Golden;

/** The optimizer of a case; Madam clamps at three times the initial root mean square there. */
export function goldenOptimizer({ opt, lr }: GoldenCase): Optimizer {
  if (opt === "adam") return adamPlugin.create(withDefaults(adamPlugin.parameters, { learningRate: lr }), "adam");
  return opt === "madam"
    ? madamPlugin.create(withDefaults(madamPlugin.parameters, { learningRate: lr, clampFactor: 3 }), "madam")
    : sgdPlugin.create(withDefaults(sgdPlugin.parameters, { learningRate: lr, momentum: 0.9 }), "sgd");
}

/** LNS with a zero beside all codes, the finished tensor's own maximum, exact sums of unrounded constants, binary64. */
export function goldenArithmetic({ BU, lut }: GoldenCase): Arithmetic {
  const lns = (bits: number) => lnsPlugin.create(withDefaults(lnsPlugin.parameters, { bits, gamma: 8 * 2 ** (bits - 8), zero: "separate-flag" }), `lns${bits}`);
  const format = lns(8);
  const { parameters, create } = format.datapath!;
  return {
    weights: format,
    activations: format,
    gradients: format,
    weightGradients: format,
    update: lns(BU),
    datapaths: sameDatapaths(create(withDefaults(parameters, { accumulation: "wide", lut }))),
    scales: sameScales(tensorScale),
    scalePolicy: "oracle",
    spill: null,
    state: null,
    rounding: "nearest-even",
    window: "static",
    reals: "binary64",
    ppu: null,
    biases: "optimizer",
  };
}
