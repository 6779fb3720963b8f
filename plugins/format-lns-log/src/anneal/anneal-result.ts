import { adderError, type DeltaError, type DeltaTables } from "../fit/adder-error.ts";
import { DeltaCurve, type GridLine } from "../fit/delta-curve.ts";
import type { DeltaKind } from "../fit/fit-segments.ts";
import { tabulateOpposite, tabulateSame, type IntegerSegments, type Segments } from "../segments/segments.ts";
import type { CurveSearch } from "./anneal-curve.ts";
import type { AnnealOutcome } from "./anneal-once.ts";
import type { AnnealSettings } from "./settings.ts";

/** The segments found for one function, and how the search went. */
export interface AnnealedFunction {
  /** In grid steps, as the hardware has them. */
  readonly integer: IntegerSegments;
  /** The same in octaves. */
  readonly real: Segments;
  readonly error: DeltaError;
  /** The restart that found them. */
  readonly restart: number;
  /** Error of that restart's current state over the octaves of the segments, at equal intervals. */
  readonly history: readonly { readonly iteration: number; readonly rmsOctaves: number }[];
}

/** The best segments of all restarts. */
export interface AnnealResult {
  readonly settings: AnnealSettings;
  readonly same: AnnealedFunction;
  readonly opposite: AnnealedFunction;
  readonly tables: DeltaTables;
}

/** The best of some restarts, each function for itself; the same whatever the order of the outcomes is. */
export function annealResult(settings: AnnealSettings, outcomes: readonly AnnealOutcome[]): AnnealResult {
  if (outcomes.length === 0) throw new Error("an annealing result needs at least one restart");
  const same = bestOf(outcomes, "same");
  const opposite = bestOf(outcomes, "opposite");
  const integer = {
    same: fitBreakpoints("same", settings, same.found.breakpoints),
    opposite: fitBreakpoints("opposite", settings, opposite.found.breakpoints),
  };
  const tables = { deltaSame: tabulateSame(integer.same), deltaOpposite: tabulateOpposite(integer.opposite) };
  const error = adderError(tables, settings.fractionBits);
  const functionOf = (kind: DeltaKind, { restart, found }: Best): AnnealedFunction => ({
    integer: integer[kind],
    real: inOctaves(integer[kind], settings.fractionBits),
    error: error[kind],
    restart,
    history: historyOf(settings, found),
  });
  return { settings, same: functionOf("same", same), opposite: functionOf("opposite", opposite), tables };
}

interface Best {
  readonly restart: number;
  readonly found: CurveSearch;
}

function bestOf(outcomes: readonly AnnealOutcome[], kind: DeltaKind): Best {
  const inOrder = outcomes.toSorted((a, b) => a[kind].squaredError - b[kind].squaredError || a.restart - b.restart);
  return { restart: inOrder[0].restart, found: inOrder[0][kind] };
}

/** Best slopes and intercepts of given breakpoints, all in grid steps. */
function fitBreakpoints(
  kind: DeltaKind,
  { fractionBits, xUpper }: Pick<AnnealSettings, "fractionBits" | "xUpper">,
  breakpoints: readonly number[],
): IntegerSegments {
  const curve = new DeltaCurve(kind, fractionBits, xUpper);
  const line: GridLine = { slopeExponent: 0, intercept: 0, squaredError: 0 };
  const shifts: number[] = [];
  const intercepts: number[] = [];
  for (const [index, end] of breakpoints.entries()) {
    curve.fit(index === 0 ? -1 : breakpoints[index - 1], end, line);
    shifts.push(kind === "same" ? 0 - line.slopeExponent : line.slopeExponent);
    intercepts.push(line.intercept);
  }
  return { breakpoints, shifts, intercepts };
}

function inOctaves({ breakpoints, shifts, intercepts }: IntegerSegments, fractionBits: number): Segments {
  const octaves = (steps: number): number => steps / 2 ** fractionBits;
  return { breakpoints: breakpoints.map(octaves), shifts, intercepts: intercepts.map(octaves) };
}

function historyOf({ iterations, fractionBits, xUpper }: AnnealSettings, { history }: CurveSearch): AnnealedFunction["history"] {
  const perOctave = 2 ** fractionBits;
  return history.map((squaredError, index) => ({
    iteration: Math.round((iterations * index) / (history.length - 1)),
    rmsOctaves: Math.sqrt(Math.max(0, squaredError) / (xUpper * perOctave)) / perOctave,
  }));
}
