import { formatLaws } from "./format/laws.ts";
import type { Law } from "./law.ts";
import { optimizerLaws } from "./optimizer/laws.ts";

/** A law as it is listed and printed. */
export interface LawDescription {
  readonly kind: "format" | "optimizer";
  /** Unique within its kind. */
  readonly name: string;
  readonly sentence: string;
}

/** All laws of this package, in the order in which they are checked. */
export const laws: readonly LawDescription[] = [...describe("format", formatLaws), ...describe("optimizer", optimizerLaws)];

function describe<Subject>(kind: LawDescription["kind"], of: readonly Law<Subject>[]): readonly LawDescription[] {
  return of.map(({ name, sentence }) => ({ kind, name, sentence }));
}
