import type { ActionCount } from "@lnsim/energy";
import type { JobMemory } from "@lnsim/hardware";
import type { RunResult } from "../result/run-result.ts";

/** What timing the steps of a run found: everything but prices. Plain data; the capacity of DRAM is that of the machine it was found on. */
export interface FoundTiming {
  readonly found: Pick<RunResult, "cycles" | "traffic" | "memory" | "stash" | "compat">;
  /** Of all steps that were replayed. */
  readonly counts: readonly ActionCount[];
  readonly simulation: Pick<RunResult["simulation"], "events" | "fastForwardedCycles" | "skipped" | "steppedFor">;
}

/** What a training found. Plain data. */
export interface FoundTraining {
  readonly accuracy: NonNullable<RunResult["accuracy"]>;
  readonly notes: readonly string[];
}

/** Parts of results that runs of other machines may have too. */
export interface RunParts {
  readonly timing: FoundTiming;
  readonly training: FoundTraining;
}

/**
 * Where runs find what others have found, so that machines that differ in prices only are timed once, and those of equal
 * arithmetic train once. A key is the SHA-256 of everything that decides the part; a part under it may be used as it is.
 */
export interface RunMemory {
  recall<Kind extends keyof RunParts>(kind: Kind, key: string): RunParts[Kind] | undefined;
  remember<Kind extends keyof RunParts>(kind: Kind, key: string, part: RunParts[Kind]): void;
  /** What jobs of compute arrays took, for machines that differ in what is around their arrays. */
  readonly jobs?: JobMemory;
}

/** The part of that key, from the memory or else from `find`, which resolves to null when it was stopped. */
export function recalledOr<Kind extends keyof RunParts>(
  memory: RunMemory | undefined,
  { kind, key }: { readonly kind: Kind; readonly key: string | null },
  find: () => RunParts[Kind] | null,
): RunParts[Kind] | null {
  if (memory === undefined || key === null) return find();
  const known = memory.recall(kind, key);
  if (known !== undefined) return known;
  const part = find();
  if (part !== null) memory.remember(kind, key, part);
  return part;
}
