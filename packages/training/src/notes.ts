import type { Trainer } from "./trainer.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { biasLearningRate } from "./bias.ts";
import { StoredRounding } from "./stored-rounding.ts";

/** What a user should know of a run before it starts: updates that rounding discards, biases the optimizer cannot move. */
export function configurationNotes(trainer: Trainer, arithmetic: Arithmetic): readonly string[] {
  return [...discardedUpdates(trainer, arithmetic), ...frozenState(trainer, arithmetic), ...biasesBySgd(trainer), ...zeroTensors(trainer)];
}

/** Nearest rounding of a stored value undoes a decay that is less than half the spacing of the format. */
function frozenState({ optimizer }: Trainer, { state }: Arithmetic): readonly string[] {
  if (state === null) return [];
  const octave = Float64Array.from({ length: 256 }, (_, i) => 1 + i / 256);
  const storage = new StoredRounding(state);
  storage.round(octave);
  const isFrozen = (decay: number): boolean => {
    const decayed = octave.map((value) => decay * value);
    storage.round(decayed);
    return decay < 1 && decayed.every((value, i) => value === octave[i]);
  };
  return optimizer.slots
    .filter(({ decay }) => decay !== undefined && isFrozen(decay))
    .map(
      ({ name, decay }) =>
        `${name} never shrinks: it should keep ${decay} of itself a step, and its stored format, ${state.id}, rounds that back`,
    );
}

/** Nearest rounding drops a normalised step of lr octaves when that is less than half a grid step. */
function discardedUpdates({ optimizer }: Trainer, arithmetic: Arithmetic): readonly string[] {
  const { update, rounding, updateRounding } = arithmetic;
  const gridPerOctave = update.log2?.gridPerOctave;
  if (optimizer.domain !== "log2-magnitude" || gridPerOctave === undefined) return [];
  const share = optimizer.learningRate * gridPerOctave;
  if (share >= 0.5 || (updateRounding ?? rounding) === "stochastic") return [];
  const grid = `${update.id} has ${gridPerOctave} steps an octave`;
  return [
    `updates are rounded away: a normalised gradient of 1 moves a weight by ${share} grid steps, less than half a step (learning rate ${optimizer.learningRate}, ${grid}); use a finer update grid, a larger learning rate or stochastic rounding`,
  ];
}

function biasesBySgd({ parameters }: Trainer): readonly string[] {
  const names = parameters.flatMap(({ bias }) => (bias !== null && bias.stored === null ? [bias.name] : []));
  if (names.length === 0) return [];
  return [`trained by plain SGD at rate ${biasLearningRate}, off the update grid: ${names.join(", ")}`];
}

/** A multiplicative rule cannot leave zero. */
function zeroTensors({ parameters, optimizer }: Trainer): readonly string[] {
  if (optimizer.domain !== "log2-magnitude") return [];
  const stuck = parameters.flatMap(({ weight, bias }) => [weight, bias?.stored]).filter((tensor) => tensor?.clamp === 0);
  return stuck.length === 0 ? [] : [`start at zero, where a multiplicative rule leaves them: ${stuck.map((tensor) => tensor!.name).join(", ")}`];
}
