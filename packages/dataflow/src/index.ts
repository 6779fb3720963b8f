export type { ConvolutionWindow, Dimension, GemmProblem, OperandAccess, Sizes, Transfer } from "./problem.ts";
export type { Hierarchy, Mapping, MappingChoice, MappingCost } from "./mapping.ts";
