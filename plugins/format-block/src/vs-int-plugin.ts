import { defineFormat } from "@lnsim/contracts";
import { createBlockFormat, type BlockLayout } from "./block-format.ts";
import { createDatapathFamily } from "./datapath-family.ts";
import { integerElement } from "./element.ts";
import { integerScaleTop } from "./integer-scale.ts";
import { vsIntParameters, type VsIntParameters } from "./vs-int-parameters.ts";

/** The family `vs-int`: integers with an integer scale per vector below a scale per tensor (VS-Quant). */
export const vsIntPlugin = Object.freeze(
  defineFormat({
    contract: 1,
    kind: "format",
    name: "vs-int",
    description: "Vectors of narrow integers, each with a small integer scale relative to its tensor's (VS-Quant).",
    parameters: vsIntParameters,
    presets: {
      "vs-int8": {},
      "vs-int6": { bits: 6 },
      "vs-int4": { bits: 4 },
    },
    create: (values, id) => {
      const layout = layoutOf(values);
      const datapath = createDatapathFamily({ family: "vs-int", declarations: vsIntParameters, layoutOf, hasFixed: true }, layout);
      const topOf = (largest: number, tensorLargest: number): number => integerScaleTop(values, largest, tensorLargest);
      return createBlockFormat({ ...layout, id, scaleBits: values.scaleBits, topOf, datapath });
    },
  }),
);

function layoutOf({ bits, vectorSize }: VsIntParameters): BlockLayout {
  return { element: integerElement(bits, 1), vectorSize };
}
