import { createRandom } from "@lnsim/elementary";
import { DeltaCurve } from "../fit/delta-curve.ts";
import type { DeltaKind } from "../fit/fit-segments.ts";
import { annealCurve, type CurveSearch } from "./anneal-curve.ts";
import type { AnnealSettings } from "./settings.ts";

/** What one restart found for both functions: plain data that can cross threads. */
export interface AnnealOutcome {
  readonly restart: number;
  readonly same: CurveSearch;
  readonly opposite: CurveSearch;
}

/**
 * One restart of a search. A pure function of the settings and the restart's number, so that restarts can run anywhere
 * and in any order.
 *
 * @param settings complete ones, as `annealSettings` makes them
 * @param restart from 0 on
 */
export function annealOnce(settings: AnnealSettings, restart: number): AnnealOutcome {
  return { restart, same: search(settings, "same", restart), opposite: search(settings, "opposite", restart) };
}

function search(settings: AnnealSettings, kind: DeltaKind, restart: number): CurveSearch {
  const { fractionBits, xUpper, segments, iterations, seed } = settings;
  const random = createRandom(seed, `anneal ${fractionBits} ${kind} ${restart}`);
  return annealCurve({ curve: new DeltaCurve(kind, fractionBits, xUpper), segments, iterations, random });
}
