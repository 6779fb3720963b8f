import { octaveRoots, powerOfTwo } from "@lnsim/elementary";

/** 2^(steps / 2^fractionBits), correctly rounded, for results in the range of normal doubles. */
export function gridPower(steps: number, fractionBits: number): number {
  const perOctave = 2 ** fractionBits;
  const octave = Math.floor(steps / perOctave);
  return powerOfTwo(octave) * octaveRoots(perOctave).nearest[steps - octave * perOctave];
}
