import type { ParameterDeclarations } from "@lnsim/contracts";

/** Stands for "the format of numerics.format". */
export const sameFormat = "same";

const role = (what: string) =>
  ({ type: "text", default: sameFormat, description: `Number format of ${what}; "same" is numerics.format.` }) as const;

/** How a machine computes: the section `numerics` of a description, without the datapath that the format declares. */
export const numericsParameters = {
  format: {
    type: "text",
    default: "lns8",
    description: "Number format of the operands; its datapath is the one of the vector MAC.",
  },
  weights: role("weights in matrix products"),
  activations: role("activations"),
  gradients: role("activation gradients"),
  weightGradients: role("weight gradients, as the update reads them"),
  update: {
    type: "text",
    default: "lns:bits=16,gamma=2048",
    description: "Number format that weights are stored and updated in, between the steps.",
  },
  spill: {
    type: "text",
    default: "bf16",
    description: "Number format in which results wait until their scale is known.",
  },
  ppu: {
    type: "text",
    default: "fp32",
    description: "Number format, without a scale, that results of work outside matrix products are rounded to.",
  },
  state: {
    type: "text",
    default: "bf16",
    description: "Number format, without a scale, in which the optimizer's state is stored between the steps.",
  },
  rounding: {
    type: "choice",
    choices: ["nearest-even", "half-away", "toward-zero", "stochastic"],
    default: "nearest-even",
    description: "How a value between two codes chooses one.",
  },
  updateRounding: {
    type: "choice",
    choices: ["same", "nearest-even", "half-away", "toward-zero", "stochastic"],
    default: "same",
    description: 'How an updated weight between two codes of the update grid chooses one; "same" is numerics.rounding.',
  },
  scalePolicy: {
    type: "choice",
    choices: ["current", "delayed", "oracle"],
    default: "current",
    description:
      "Where a tensor's scale comes from: its own maximum by way of a spill, the step before with a margin of one octave, or its own maximum for free (a study mode, no hardware).",
  },
  window: {
    type: "choice",
    choices: ["static", "calibrated"],
    default: "static",
    description: "Whether the accumulator's LSB is fixed, or follows each site's largest sum of the step before.",
  },
  biases: {
    type: "choice",
    choices: ["auto", "optimizer", "sgd"],
    default: "auto",
    description: "What trains biases: the optimizer, SGD in FP32, or SGD only where the optimizer cannot move a zero.",
  },
} as const satisfies ParameterDeclarations;

const shared = (what: string) =>
  ({
    type: "choice",
    choices: ["auto", "tensor", "channel", "row", "vector"],
    default: "auto",
    description: `What shares a scale among ${what}; "auto" is the tensor, or the vector of a format that fixes one.`,
  }) as const;

/** What shares a scale, by role: the section `numerics.scale` of a description. */
export const scaleParameters = {
  weights: shared("weights (channel: per output, row: per input)"),
  activations: shared("activations (channel: per feature, row: per sample and position)"),
  gradients: shared("activation gradients (channel: per feature, row: per sample and position)"),
  weightGradients: shared("weight gradients (channel: per output, row: per input)"),
  vectorSize: {
    type: "integer",
    default: 32,
    minimum: 2,
    maximum: 1024,
    unit: "1",
    description: 'Elements per scale where a role has "vector" and its format does not say how many.',
  },
  gridPerOctave: {
    type: "integer",
    default: 0,
    minimum: 0,
    maximum: 2048,
    unit: "1",
    description: "Scales per octave: a scale is rounded up to 2^(k / gridPerOctave); 0 keeps it a binary32 number.",
  },
} as const satisfies ParameterDeclarations;

/** How a machine trains: the section `training` of a description. */
export const trainingParameters = {
  optimizer: {
    type: "text",
    default: "recipe",
    description: 'Optimizer of the weight-update unit; "recipe" is the one of the trace.',
  },
  schedule: {
    type: "choice",
    choices: ["constant", "step", "cosine"],
    default: "constant",
    description: "How the learning rate falls over the steps of the whole trace.",
  },
  warmUpSteps: {
    type: "integer",
    default: 0,
    minimum: 0,
    maximum: 1_000_000_000,
    unit: "step",
    description: "Steps over which the learning rate first rises from zero.",
  },
  decaySteps: {
    type: "integer",
    default: 1000,
    minimum: 1,
    maximum: 1_000_000_000,
    unit: "step",
    description: "Steps between two falls of the schedule step.",
  },
  decayFactor: {
    type: "number",
    default: 0.1,
    minimum: 0,
    maximum: 1,
    unit: "1",
    description: "What the learning rate is multiplied by at each fall of the schedule step.",
  },
  cosineFloor: {
    type: "number",
    default: 0,
    minimum: 0,
    maximum: 1,
    unit: "1",
    description: "Share of the learning rate that the schedule cosine ends at.",
  },
  clipNorm: {
    type: "number",
    default: 0,
    minimum: 0,
    maximum: 1e30,
    unit: "1",
    description: "Largest norm of all gradients of a step together, which are scaled down to it; 0 clips nothing.",
  },
} as const satisfies ParameterDeclarations;

/** Where prices come from: the section `energy` of a description. */
export const energyParameters = {
  table: {
    type: "text",
    default: "nangate45",
    description: "Table of energy and area prices.",
  },
  extrapolate: {
    type: "boolean",
    default: false,
    description: "Whether memories outside the table's grid of sizes and ports are priced by prolonging it, marked as assumed; otherwise they are listed without a price.",
  },
} as const satisfies ParameterDeclarations;
