import { LnsimError, type MacDatapath, type NumberFormat, type RoundingMode } from "@lnsim/contracts";

/**
 * Where a tensor's scale comes from.
 *
 * - current: finished values leave in the spill format, the maximum is reduced on the way, a second pass quantises.
 * - delayed: codes are stored at once, relative to the previous step's maximum with one octave of margin; what lies
 *   beyond is clamped and counted. A tensor's first step is scaled by its own maximum.
 * - oracle: the maximum of the finished tensor, free and without spill. A mode for studying numbers, not a machine.
 */
export const scalePolicies = ["current", "delayed", "oracle"] as const;
export type ScalePolicy = (typeof scalePolicies)[number];

/** How a training run computes: the formats by role, the datapath of all three GEMM passes, and the policies. */
export interface Arithmetic {
  /** W, the view of the stored weights that fprop and dgrad read. */
  readonly weights: NumberFormat;
  /** A, the inputs of every layer. */
  readonly activations: NumberFormat;
  /** E, the gradients of every layer's outputs. */
  readonly gradients: NumberFormat;
  /** G, the weight gradients. Bias gradients are not quantised. */
  readonly weightGradients: NumberFormat;
  /** Q_U, the grid on which weights live between steps: there is no other copy of them. */
  readonly update: NumberFormat;
  readonly datapath: MacDatapath;
  readonly scalePolicy: ScalePolicy;
  /** The format in which finished tensors wait for their scale under "current"; null rounds nothing. */
  readonly spill: NumberFormat | null;
  /** What the optimizer's state is stored in between steps, a format without a scale; null keeps it in `reals`. */
  readonly state: NumberFormat | null;
  /** Of every quantizer but the spill format's, which rounds to nearest. */
  readonly rounding: RoundingMode;
  /** Of the update grid, where it differs from `rounding`. */
  readonly updateRounding?: RoundingMode;
  /** Weight of the accumulator's LSB: as declared, or per GEMM from the previous step's largest sum. */
  readonly window: "static" | "calibrated";
  /** Width of what the PPU computes between accumulator and quantizer; every stored value rounds once. */
  readonly reals: "binary32" | "binary64";
  /** What trains biases; "auto" is the optimizer, but SGD for tensors that start at zero, which it could not move. */
  readonly biases: "auto" | "optimizer" | "sgd";
}

/** Training in full precision: every role in `binary32`, sums as its own datapath has them. */
export function fullPrecision(binary32: NumberFormat, biases: Arithmetic["biases"] = "auto"): Arithmetic {
  return {
    weights: binary32,
    activations: binary32,
    gradients: binary32,
    weightGradients: binary32,
    update: binary32,
    datapath: { kind: "float", description: "binary32", operand: "binary32", accumulate: "binary32", order: "ascending", vectorSize: 1, costRecord: null },
    scalePolicy: "oracle",
    spill: null,
    state: null,
    rounding: "nearest-even",
    window: "static",
    reals: "binary32",
    biases,
  };
}

/**
 * Checks that formats and datapath go together: every GEMM operand has to have the codes that the datapath multiplies.
 * Throws `invalid-combination` or `unsupported`.
 */
export function checkArithmetic(arithmetic: Arithmetic): void {
  const { datapath, state } = arithmetic;
  if (state?.scaled === true) throw scaledState(state);
  if (datapath.kind === "float") return;
  if (datapath.kind === "log") throw unsupportedDatapath(datapath);
  for (const role of ["weights", "activations", "gradients"] as const) {
    const format = arithmetic[role];
    if (format.codeCount === datapath.leftCodeCount && format.id === arithmetic.weights.id) continue;
    throw new LnsimError({
      code: "invalid-combination",
      message: "the datapath cannot multiply codes of this format",
      path: role,
      found: `${format.id} (${format.codeCount} codes)`,
      expected: `${arithmetic.weights.id} in weights, activations and gradients, with the datapath's ${datapath.leftCodeCount} codes`,
      remedy: "give weights, activations and gradients the format that the datapath is made for",
    });
  }
}

function scaledState(format: NumberFormat): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: "optimizer state is stored without a scale",
    path: "state",
    found: format.id,
    expected: "a format that needs no scale, such as bf16 or fp32",
  });
}

/** The error for a datapath that nothing here can run. */
export function unsupportedDatapath(datapath: MacDatapath): LnsimError {
  return new LnsimError({
    code: "unsupported",
    message: "training on a log-accumulate datapath is not possible yet",
    path: "datapath",
    found: datapath.description,
    expected: "a fixed-accumulate or float-accumulate datapath",
    remedy: "choose another format, or run without numerics",
  });
}
