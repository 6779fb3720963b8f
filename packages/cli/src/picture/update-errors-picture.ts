import type { LineChart, Series } from "@lnsim/chart";
import type { UpdateErrorsStudy, UpdateKind } from "@lnsim/simulator";
import { updateKinds, updateNames } from "../report/update-names.ts";

/** Measured errors over the learning rate, each with its bound dashed. */
export function updateErrorsPicture({ byLearningRate, heldGamma, source }: UpdateErrorsStudy): LineChart {
  const curve = (kind: UpdateKind, figure: "measured" | "bound"): Series["points"] =>
    byLearningRate.map(({ learningRate, errors }) => [Math.log2(learningRate), errors[kind][figure]]);
  return {
    title: `Error of updated weights by rounding, ${heldGamma} codes per octave`,
    x: { label: "log2 of the learning rate", scale: "linear" },
    y: { label: "error (octaves squared)", scale: "logarithmic" },
    series: [
      ...updateKinds.map((kind): Series => ({ name: updateNames[kind], points: curve(kind, "measured"), marks: true })),
      ...updateKinds.map((kind): Series => ({ name: `${updateNames[kind]}, bound`, points: curve(kind, "bound"), line: "dashed" })),
    ],
    note: source === null ? "random weights and gradients" : `weights and gradients of step ${source.step} of ${source.trace.name}`,
  };
}
