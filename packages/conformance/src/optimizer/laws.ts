import type { Law } from "../law.ts";
import { checkpoint } from "./laws/checkpoint.ts";
import { declaration } from "./laws/declaration.ts";
import { descent } from "./laws/descent.ts";
import { elementwise } from "./laws/elementwise.ts";
import { finite } from "./laws/finite.ts";
import { fixedPoint } from "./laws/fixed-point.ts";
import { inputsUntouched } from "./laws/inputs-untouched.ts";
import { learningRate } from "./laws/learning-rate.ts";
import { noHiddenState } from "./laws/no-hidden-state.ts";
import { slotDecay } from "./laws/slot-decay.ts";
import type { OptimizerSubject } from "./subject.ts";

/** What every weight-update rule keeps. */
export const optimizerLaws: readonly Law<OptimizerSubject>[] = [
  declaration,
  fixedPoint,
  descent,
  learningRate,
  finite,
  inputsUntouched,
  elementwise,
  slotDecay,
  noHiddenState,
  checkpoint,
];
