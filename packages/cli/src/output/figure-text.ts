import type { Figure } from "@lnsim/sweep";
import { bytes, duration, energy, grouped, percent, scaled } from "./numbers.ts";

const texts: { readonly [unit: string]: (value: number) => string } = {
  cycle: grouped,
  MAC: scaled,
  s: duration,
  pJ: energy,
  "um^2": (value) => `${Number((value / 1e6).toPrecision(4))} mm^2`,
  byte: bytes,
  "1": percent,
};

/** A figure of a result with a fitting unit, for a person; "-" where there is none. */
export function figureText({ unit }: Figure, value: number | null): string {
  if (value === null) return "-";
  return texts[unit]?.(value) ?? `${Number(value.toPrecision(4))} ${unit}`;
}
