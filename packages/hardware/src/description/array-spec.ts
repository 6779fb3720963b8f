import type { ChoiceParameter, ParameterDeclarations } from "@lnsim/contracts";

/** What multiplies, and what feeds it. */
export const arrayParameters = {
  kind: {
    type: "choice",
    choices: ["vector-mac", "systolic"],
    default: "vector-mac",
    description: "What multiplies: PEs with a vector MAC each, or one systolic array of scalar MACs.",
  },
  rows: { type: "integer", default: 16, minimum: 1, maximum: 1024, unit: "PE", description: "Rows of a systolic array." },
  columns: { type: "integer", default: 16, minimum: 1, maximum: 1024, unit: "PE", description: "Columns of a systolic array." },
  protocol: {
    type: "choice",
    choices: ["plain", "stonne"],
    default: "plain",
    description:
      "How folds of a systolic array follow each other: every fold fills and drains the whole array (plain, as SCALE-Sim has it), or only the rows and columns in use, with a configuration cycle and registered buses (stonne).",
  },
} as const satisfies ParameterDeclarations;

/** Which operand stays where it is while the others stream past. */
export const dataflowParameter = {
  type: "choice",
  choices: ["local-a", "os", "ws", "is"],
  default: "local-a",
  description:
    "What stays in place: partial sums, with a local copy of A (local-a, the reference PE); partial sums (os); A, in fprop the weights (ws); B, in fprop the inputs (is). A systolic array knows the last three.",
} as const satisfies ChoiceParameter;

export type Dataflow = (typeof dataflowParameter)["choices"][number];
