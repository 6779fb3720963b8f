export { LnsimError, formatError, nearestName, type ErrorCode, type ErrorDetails } from "./error.ts";
export { canonicalIdentifier, parametersOf, parseIdentifier, type ParsedIdentifier } from "./identifier.ts";
export type {
  DatapathFamily,
  DatapathParameterValues,
  FixedAccumulateDatapath,
  FixedAccumulator,
  FloatAccumulateDatapath,
  LogAccumulateDatapath,
  MacDatapath,
} from "./mac-datapath.ts";
export { createCodes, type Codes, type Granularity, type Log2View, type NumberFormat, type Reals, type ScaleGroups } from "./number-format.ts";
export type { Optimizer, StateSlot, UpdateBatch } from "./optimizer.ts";
export {
  withDefaults,
  type BooleanParameter,
  type ChoiceParameter,
  type IntegerParameter,
  type NumberParameter,
  type Parameter,
  type ParameterDeclarations,
  type ParameterValues,
  type TextParameter,
  type Unit,
} from "./parameter.ts";
export {
  contractVersion,
  defineFormat,
  defineOptimizer,
  type FormatPlugin,
  type OptimizerPlugin,
  type Plugin,
} from "./plugin.ts";
export { nearestEven, roundingModes, type RandomSource, type Rounding, type RoundingMode } from "./rounding.ts";
