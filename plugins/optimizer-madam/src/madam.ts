import { LnsimError, type Optimizer } from "@lnsim/contracts";
import { normaliseGradients } from "./normalised-gradient.ts";
import type { MadamParameters } from "./parameters.ts";
import { stepInteger, stepOfficial, stepOfficialDecay, stepOriginal, stepPaper, type VariantStep } from "./variant-steps.ts";

/**
 * Madam in its published variants: a normalised gradient (see {@link normaliseGradients}), then a step of the weight's
 * magnitude. Signs of weights, and weights that are zero, never change.
 *
 * @throws LnsimError when weight decay is asked of a variant that has none
 */
export function createMadam(values: MadamParameters, id: string): Optimizer {
  checkDecay(values);
  const apply = stepOf(values);
  return {
    id,
    domain: values.variant === "original" ? "value" : "log2-magnitude",
    gridTop: { initialRms: values.clampFactor },
    learningRate: values.learningRate,
    slots: [{ name: "secondMoment", initial: 0, decay: values.beta }],
    actions: actionsOf(values),
    step: (batch) => {
      normaliseGradients(values, batch);
      apply(values, batch);
    },
  };
}

function stepOf({ variant, weightDecay }: MadamParameters): VariantStep {
  if (variant === "official") return weightDecay > 0 ? stepOfficialDecay : stepOfficial;
  if (variant === "original") return stepOriginal;
  return variant === "integer" ? stepInteger : stepPaper;
}

/**
 * Second moment: three multiplications and an addition. Normalising: a multiplication by 1 / (1 - beta^t), a root, a
 * division, two comparisons. Then a multiplication by the rate, and the addition to the code; the original rule raises
 * and multiplies instead.
 */
function actionsOf({ variant, weightDecay }: MadamParameters): Optimizer["actions"] {
  const normalising = { multiply: 5, add: 1, divide: 1, squareRoot: 1, compare: 2 };
  if (variant === "original") return { ...normalising, multiply: 6, exponential: 1 };
  const adds = { ...normalising, add: weightDecay > 0 ? 3 : 2 };
  return variant === "paper" ? adds : { ...adds, round: 1 };
}

function checkDecay({ variant, weightDecay }: MadamParameters): void {
  if (weightDecay === 0 || variant === "official") return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "only the official implementation of Madam defines weight decay",
    path: "weightDecay",
    found: `${weightDecay} with variant=${variant}`,
    expected: "0, or variant=official",
    remedy: "use variant=official, or leave weightDecay out",
  });
}
