import type { Granularity, MacDatapath, NumberFormat, RoundingMode } from "@lnsim/contracts";

/**
 * Where a tensor's scale comes from.
 *
 * - current: finished values leave in the spill format, the maximum is reduced on the way, a second pass quantises.
 * - delayed: codes are stored at once, relative to the previous step's maximum with one octave of margin; what lies
 *   beyond is clamped and counted. A tensor's first step is scaled by its own maximum.
 * - oracle: the maximum of the finished tensor, free and without spill. A mode for studying numbers, not a machine.
 */
const scalePolicies = ["current", "delayed", "oracle"] as const;
export type ScalePolicy = (typeof scalePolicies)[number];

/** The passes that multiply matrices, in the order they run. */
export const gemmPasses = ["fprop", "dgrad", "wgrad"] as const;
export type GemmPass = (typeof gemmPasses)[number];

/** The roles of quantised tensors: W, A, E and G. */
export const tensorRoles = ["weights", "activations", "gradients", "weightGradients"] as const;
export type TensorRole = (typeof tensorRoles)[number];

/** The roles of a pass's two operands. */
export const operandRoles = {
  fprop: { left: "weights", right: "activations" },
  dgrad: { left: "weights", right: "gradients" },
  wgrad: { left: "activations", right: "gradients" },
} as const satisfies { readonly [Pass in GemmPass]: { readonly left: TensorRole; readonly right: TensorRole } };

/** What shares a scale, and which scales there are. */
export interface ScaleRule {
  /**
   * - channel: one scale per feature (W: per output; A, E: per feature over all columns).
   * - row: one scale per column, that is per sample and position (W: per input).
   * - vector: one scale per `vectorSize` neighbours along the reduction of the pass that reads them (G: along the
   *   weight's row).
   */
  readonly granularity: Granularity;
  /** Elements per scale under "vector"; without meaning otherwise. */
  readonly vectorSize: number;
  /** "float" keeps scales as they are; otherwise they are rounded up to 2^(k / perOctave), k whole. */
  readonly grid: "float" | { readonly perOctave: number };
}

/** How a training run computes: formats and scales by role, the datapath of every GEMM pass, and the policies. */
export interface Arithmetic {
  /** W, the view of the stored weights that fprop and dgrad read. */
  readonly weights: NumberFormat;
  /** A, the inputs of every GEMM's layer; attention's queries, keys, values and probabilities too. */
  readonly activations: NumberFormat;
  /** E, the gradients of every GEMM's outputs. */
  readonly gradients: NumberFormat;
  /** G, the gradients of parameters with more than one dimension; those of others are not quantised. */
  readonly weightGradients: NumberFormat;
  /** Q_U, the grid on which weights live between steps, one scale a tensor: there is no other copy of them. */
  readonly update: NumberFormat;
  /** fprop: W times A; dgrad: W times E; wgrad: A times E. The left operand's format is the datapath's left. */
  readonly datapaths: { readonly [Pass in GemmPass]: MacDatapath };
  readonly scales: { readonly [Role in TensorRole]: ScaleRule };
  readonly scalePolicy: ScalePolicy;
  /** The format in which finished tensors wait for their scale under "current"; null rounds nothing. */
  readonly spill: NumberFormat | null;
  /** What the optimizer's state is stored in between steps, a format without a scale; null keeps it in `reals`. */
  readonly state: NumberFormat | null;
  /** Of every quantizer but the spill's, the state's and the PPU's, which round to nearest. */
  readonly rounding: RoundingMode;
  /** Of the update grid, where it differs from `rounding`. */
  readonly updateRounding?: RoundingMode;
  /** Weight of the accumulator's LSB: as declared, or per GEMM from the previous step's largest sum. */
  readonly window: "static" | "calibrated";
  /** Width of what is computed between accumulator and quantizer; every stored value rounds once. */
  readonly reals: "binary32" | "binary64";
  /** What results of work without a GEMM are rounded to, a format without a scale; null keeps them in `reals`. */
  readonly ppu: NumberFormat | null;
  /**
   * What trains parameters of one dimension (biases, shifts and scales of norms); "auto" is the optimizer, but SGD for
   * tensors that start at zero, which it could not move.
   */
  readonly biases: "auto" | "optimizer" | "sgd";
}

/** One scale a tensor, kept as it is. */
export const tensorScale: ScaleRule = Object.freeze({ granularity: "tensor", vectorSize: 1, grid: "float" });

/** The same scale rule for every role. */
export function sameScales(rule: ScaleRule): Arithmetic["scales"] {
  return { weights: rule, activations: rule, gradients: rule, weightGradients: rule };
}

/** The same datapath for every pass: that of one format multiplied with itself. */
export function sameDatapaths(datapath: MacDatapath): Arithmetic["datapaths"] {
  return { fprop: datapath, dgrad: datapath, wgrad: datapath };
}

/** Training in full precision: every role in `binary32`, sums as its own datapath has them. */
export function fullPrecision(binary32: NumberFormat, biases: Arithmetic["biases"] = "auto"): Arithmetic {
  return {
    weights: binary32,
    activations: binary32,
    gradients: binary32,
    weightGradients: binary32,
    update: binary32,
    datapaths: sameDatapaths({
      kind: "float",
      description: "binary32",
      operand: "binary32",
      accumulate: "binary32",
      order: "ascending",
      vectorSize: 1,
      costRecord: null,
    }),
    scales: sameScales(tensorScale),
    scalePolicy: "oracle",
    spill: null,
    state: null,
    rounding: "nearest-even",
    window: "static",
    reals: "binary32",
    ppu: null,
    biases,
  };
}
