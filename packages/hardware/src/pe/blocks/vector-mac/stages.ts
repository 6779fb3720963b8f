/** The stages of the vector MAC, in order. */
export const vectorMacStages = ["exponent add", "split and shift", "adder trees", "constant multiply", "bin add", "accumulate"] as const;

/** A stage of the vector MAC. */
export type VectorMacStage = (typeof vectorMacStages)[number];

/** B vectors that were accepted one a cycle, the first one in cycle `from`. */
export interface AcceptedRun {
  readonly from: number;
  readonly count: number;
}

/** A B vector of a run, by the run's place in the history and its own in the run. */
export interface VectorPlace {
  readonly run: number;
  readonly vector: number;
}

/** What is in a stage: more than one vector when a stage is deeper than a cycle. */
export interface StageView {
  readonly stage: VectorMacStage;
  readonly vectors: readonly VectorPlace[];
}

/**
 * The stages of the vector MAC in `cycle`, worked out from what it has accepted: a vector accepted in cycle t is in the
 * stages in cycles t … t + latency - 1, and its result is in the collector in cycle t + latency. With the default
 * latency of 6 every stage takes a cycle; a longer pipeline gives stages more than one, a shorter one lets
 * several stages share a cycle.
 *
 * @param history runs in the order of their acceptance
 */
export function stagesAt(history: readonly AcceptedRun[], cycle: number, latencyCycles: number): readonly StageView[] {
  return vectorMacStages.map((stage, index) => {
    const first = Math.floor((index * latencyCycles) / vectorMacStages.length);
    const end = Math.max(first + 1, Math.floor(((index + 1) * latencyCycles) / vectorMacStages.length));
    const vectors: VectorPlace[] = [];
    for (let age = end - 1; age >= first; age--) {
      for (const [run, { from, count }] of history.entries()) {
        const vector = cycle - age - from;
        if (vector >= 0 && vector < count) vectors.push({ run, vector });
      }
    }
    return { stage, vectors };
  });
}
