import { octaveRoots, powerOfTwo } from "@lnsim/elementary";
import { exponentOf, isZero, signOf, type LnsLayout } from "./layout.ts";

/** 2^(steps / gamma), correctly rounded, for any sign of `steps` within the range of normal doubles. */
export function gridPower(steps: number, gamma: number): number {
  const octave = Math.floor(steps / gamma);
  return powerOfTwo(octave) * octaveRoots(Math.max(1, gamma)).nearest[steps - octave * gamma];
}

/** The signed value of every code at max = 1: each the double nearest to 2^((e - unit) / gamma). Length codeCount. */
export function valueTable(layout: LnsLayout): Float64Array {
  return Float64Array.from({ length: layout.codeCount }, (_, code) =>
    isZero(layout, code) ? 0 : signOf(layout, code) * gridPower(exponentOf(layout, code) - layout.unit, layout.gamma),
  );
}
