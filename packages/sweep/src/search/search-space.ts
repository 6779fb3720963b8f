/** A design as the search sees it: one index per axis. */
export type Genome = readonly number[];

/** One axis of a space that is searched. */
export interface SearchAxis {
  readonly name: string;
  /** Number of its values, 1 or more. */
  readonly size: number;
  /** Whether neighbouring values are alike, as numbers are and names are not. */
  readonly isOrdered: boolean;
}

/** What is searched. */
export interface SearchSpace {
  readonly axes: readonly SearchAxis[];
  /** Whether the constraints of the space let this design through. */
  readonly isAllowed: (genome: Genome) => boolean;
  /** Equal for genomes that stand for one point: an axis may not matter where its condition is not met. */
  readonly keyOf: (genome: Genome) => string;
}

/** Genomes in the space, at most 2^53. */
export function genomeCount({ axes }: SearchSpace): number {
  return axes.reduce((product, { size }) => Math.min(Number.MAX_SAFE_INTEGER, product * size), 1);
}

/** The genome that stands at `index` when they are counted through, the last axis fastest. */
export function genomeAt({ axes }: SearchSpace, index: number): Genome {
  const genome = axes.map(() => 0);
  let rest = index;
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    genome[axis] = rest % axes[axis]!.size;
    rest = Math.floor(rest / axes[axis]!.size);
  }
  return genome;
}
