export { anneal, type AnnealRun } from "./anneal/anneal.ts";
export type { CurveSearch } from "./anneal/anneal-curve.ts";
export { annealOnce, type AnnealOutcome } from "./anneal/anneal-once.ts";
export { annealResult, type AnnealedFunction, type AnnealResult } from "./anneal/anneal-result.ts";
export { annealDefaults, annealSettings, type AnnealSettings } from "./anneal/settings.ts";
export { adderError, errorCurve, type DeltaError, type DeltaTables, type ErrorCurve } from "./fit/adder-error.ts";
export { fitSegments, type DeltaKind } from "./fit/fit-segments.ts";
export { lnsLogPlugin, lnsLogPlugin as default } from "./plugin.ts";
export type { SegmentFit } from "./segments/integer-segments.ts";
export { publishedSegments } from "./segments/published.ts";
export {
  quantizeSegments,
  tabulateOpposite,
  tabulateSame,
  type DeltaSegments,
  type IntegerSegments,
  type Segments,
} from "./segments/segments.ts";
