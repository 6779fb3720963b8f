import type { Arithmetic, ReplayResult } from "@lnsim/training";
import type { RunResult } from "../result/run-result.ts";
import { sizeText } from "./size-text.ts";

/** What notes are made from. */
export interface NoteInput {
  readonly arithmetic: Arithmetic;
  readonly replayed: Pick<ReplayResult, "notes"> | null;
  readonly energy: RunResult["energy"];
  /** Bytes of the fullest moment, and those that DRAM has, where what it holds is not bounded by that; else null. */
  readonly unbounded: { readonly peakBytes: number; readonly dramBytes: number } | null;
  /** Batches of the steps that were timed, the full one first, where mappings were pinned. */
  readonly pinnedBatches: readonly number[] | null;
}

/** What a reader of the result should know, in a fixed order. */
export function runNotes({ arithmetic, replayed, energy, unbounded, pinnedBatches }: NoteInput): string[] {
  const notes: string[] = [];
  if (arithmetic.scalePolicy === "oracle" && arithmetic.activations.scaled) {
    notes.push("numerics.scalePolicy is oracle: scales cost nothing, which no hardware offers");
  }
  notes.push(...vectorScaleNotes(arithmetic));
  const { fprop } = arithmetic.datapaths;
  if (fprop.kind === "fixed" && fprop.accumulator === "wide") {
    notes.push("sums are exact and unrounded (accumulation: wide): a yardstick, no hardware");
  }
  if (unbounded !== null) {
    const { peakBytes, dramBytes } = unbounded;
    notes.push(`dram.capacity is unbounded: the step holds ${sizeText(peakBytes)} at once, and DRAM would have ${sizeText(dramBytes)}`);
  }
  const [full, ...others] = pinnedBatches ?? [];
  if (others.length > 0) notes.push(`mappings are pinned in steps of batch ${full}; those of batch ${others.join(", ")} are searched`);
  if (replayed !== null) notes.push(...replayed.notes);
  const note = energy?.windows.note;
  if (note !== undefined) notes.push(note);
  return notes;
}

/** What is assumed of machines whose vectors have scales of their own. */
function vectorScaleNotes({ scales, ...formats }: Arithmetic): readonly string[] {
  const role = operands.find((each) => formats[each].scaled && scales[each].granularity === "vector");
  if (role === undefined) return [];
  const { scaleBits = 32 } = formats[role];
  return [
    `${scaleBits} bits of scale lie beside the codes of every ${scales[role].vectorSize} ${role}; assumed: they are kept in registers beside the buffers of a PE and take no ` +
      "time at their ports, sums of vectors are scaled on the way to the accumulator, and what a pass reads across its vectors is grouped and scaled anew in the transposer, free",
  ];
}

const operands = ["weights", "activations", "gradients"] as const;
