import { defineFormat } from "@lnsim/contracts";
import { createBlockFormat, type BlockLayout } from "./block-format.ts";
import { createDatapathFamily } from "./datapath-family.ts";
import { mxElements } from "./mx-elements.ts";
import { mxParameters, type MxParameters } from "./mx-parameters.ts";
import { sharedScaleTop } from "./shared-exponent.ts";

const scaleBits = 8;

/** The family `mx`: elements of 4 to 8 bits that share a power of two (OCP Microscaling Formats v1.0). */
export const mxPlugin = Object.freeze(
  defineFormat({
    contract: 1,
    kind: "format",
    name: "mx",
    description: "Blocks of narrow floats or integers that share a power-of-two scale (OCP Microscaling Formats).",
    parameters: mxParameters,
    presets: {
      mxfp8: {},
      "mxfp8-e5m2": { element: "fp8-e5m2" },
      "mxfp6-e3m2": { element: "fp6-e3m2" },
      "mxfp6-e2m3": { element: "fp6-e2m3" },
      mxfp4: { element: "fp4-e2m1" },
      mxint8: { element: "int8" },
    },
    create: (values, id) => {
      const { element, largestExponent } = mxElements[values.element];
      const layout = layoutOf(values);
      const datapath = createDatapathFamily({ family: "mx", declarations: mxParameters, layoutOf }, layout);
      return createBlockFormat({ ...layout, id, scaleBits, topOf: (largest) => sharedScaleTop(element, largestExponent, largest), datapath });
    },
  }),
);

function layoutOf({ element, vectorSize }: MxParameters): BlockLayout {
  return { element: mxElements[element].element, vectorSize };
}
