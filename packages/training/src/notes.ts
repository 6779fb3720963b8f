import type { Arithmetic } from "./arithmetic.ts";
import { biasLearningRate } from "./parameters/vector-parameter.ts";
import { StoredRounding } from "./quantization/stored-rounding.ts";
import type { TrainingMachine } from "./training-machine.ts";

/** What a user should know of a run before it starts: updates that rounding discards, biases the optimizer cannot move. */
export function configurationNotes(trainer: TrainingMachine, arithmetic: Arithmetic): readonly string[] {
  return [...discardedUpdates(trainer, arithmetic), ...frozenState(trainer, arithmetic), ...biasesBySgd(trainer), ...zeroTensors(trainer)];
}

/** Nearest rounding of a stored value undoes a decay that is less than half the spacing of the format. */
function frozenState({ optimizer }: TrainingMachine, { state }: Arithmetic): readonly string[] {
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
function discardedUpdates({ optimizer }: TrainingMachine, arithmetic: Arithmetic): readonly string[] {
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

function biasesBySgd({ parameters }: TrainingMachine): readonly string[] {
  const names = parameters.flatMap(({ name, stored }) => (stored === null ? [name] : []));
  if (names.length === 0) return [];
  return [`trained by plain SGD at rate ${biasLearningRate}, off the update grid: ${names.join(", ")}`];
}

/** A multiplicative rule cannot leave zero. */
function zeroTensors({ parameters, optimizer }: TrainingMachine): readonly string[] {
  if (optimizer.domain !== "log2-magnitude") return [];
  const stuck = parameters.flatMap(({ name, stored }) => (stored?.clamp === 0 ? [name] : []));
  return stuck.length === 0 ? [] : [`start at zero, where a multiplicative rule leaves them: ${stuck.join(", ")}`];
}
