/** Names of the terms that the cycles of an op are made of, in printed order. */
const termNames = [
  "memory fill",
  "fill",
  "compute",
  "A port",
  "B port",
  "hazard",
  "drain",
  "drain tail",
  "write back",
  "PPU",
  "update",
] as const;

/** What a term counts: see the closed forms. */
export type TermName = (typeof termNames)[number];

/** A named part of an op's cycles. */
export interface Term {
  readonly name: TermName;
  readonly cycles: number;
}

/** The cycles that an op takes alone on the machine when memory keeps up, and the terms they are the sum of. */
export interface ClosedForm {
  readonly cycles: number;
  /** Terms of zero cycles are left out. */
  readonly terms: readonly Term[];
}

/** Adds terms up, in printed order. */
export function closedFormOf(terms: { readonly [Name in TermName]?: number }): ClosedForm {
  const listed = termNames.map((name) => ({ name, cycles: terms[name] ?? 0 })).filter((term) => term.cycles !== 0);
  return { cycles: listed.reduce((sum, term) => sum + term.cycles, 0), terms: listed };
}
