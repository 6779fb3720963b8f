import type { Arithmetic, ReplayResult } from "@lnsim/training";
import type { RunResult } from "../result/run-result.ts";

/** What notes are made from. */
export interface NoteInput {
  readonly arithmetic: Arithmetic;
  readonly replayed: ReplayResult | null;
  readonly energy: RunResult["energy"];
  /** Batches of the steps that were timed, the full one first, where mappings were pinned. */
  readonly pinnedBatches: readonly number[] | null;
}

/** What a reader of the result should know, in a fixed order. */
export function runNotes({ arithmetic, replayed, energy, pinnedBatches }: NoteInput): string[] {
  const notes: string[] = [];
  if (arithmetic.scalePolicy === "oracle" && arithmetic.activations.scaled) {
    notes.push("numerics.scalePolicy is oracle: scales cost nothing, which no hardware offers");
  }
  const { fprop } = arithmetic.datapaths;
  if (fprop.kind === "fixed" && fprop.accumulator === "wide") {
    notes.push("sums are exact and unrounded (accumulation: wide): a yardstick, no hardware");
  }
  const [full, ...others] = pinnedBatches ?? [];
  if (others.length > 0) notes.push(`mappings are pinned in steps of batch ${full}; those of batch ${others.join(", ")} are searched`);
  if (replayed !== null) notes.push(...replayed.notes);
  const note = energy?.windows.note;
  if (note !== undefined) notes.push(note);
  return notes;
}
