import type { Codes, Optimizer, Reals } from "@lnsim/contracts";
import { StoredRounding } from "../quantization/stored-rounding.ts";
import type { StoredTensor } from "./stored-tensor.ts";
import { createCodeUpdate } from "./update-codes.ts";
import { createValueUpdate } from "./update-values.ts";
import type { Arithmetic } from "../arithmetic.ts";

/** When an update happens: `step` counts from 1, `factor` is that of the schedule on every learning rate. */
export interface UpdateTime {
  readonly step: number;
  readonly factor: number;
}

/** One weight update of a tensor from its `gradient`. */
export type Update = (time: UpdateTime) => void;

/** What values are kept in: the PPU's reals within an update, the state's format from step to step. */
export type Kept = Pick<Arithmetic, "reals" | "state">;

/** Elements per optimizer call: three float64 arrays of this length stay in a second-level cache. */
const chunkLength = 4096;

/** A run of a tensor's elements, as views: made once, used every step. */
export interface Chunk {
  readonly codes: Codes;
  readonly slots: readonly Reals[];
  readonly gradient: Reals;
  /** Scratch of the optimizer's batch, shared by all chunks of one length. */
  readonly weights: Float64Array;
  readonly gradients: Float64Array;
  readonly change: Float64Array;
  readonly start: number;
}

/** Scratch for the optimizer's batches, shared by all tensors of a run. */
export interface UpdateScratch {
  readonly weights: Float64Array;
  readonly gradients: Float64Array;
  readonly change: Float64Array;
}

export function createUpdateScratch(): UpdateScratch {
  return { weights: new Float64Array(chunkLength), gradients: new Float64Array(chunkLength), change: new Float64Array(chunkLength) };
}

/** Cuts a tensor into chunks. */
function chunksOf(tensor: StoredTensor, scratch: UpdateScratch): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < tensor.codes.length; start += chunkLength) {
    const end = Math.min(start + chunkLength, tensor.codes.length);
    chunks.push({
      codes: tensor.codes.subarray(start, end),
      slots: tensor.slots.map((slot) => slot.subarray(start, end)),
      gradient: tensor.gradient.subarray(start, end),
      weights: scratch.weights.subarray(0, end - start),
      gradients: scratch.gradients.subarray(0, end - start),
      change: scratch.change.subarray(0, end - start),
      start,
    });
  }
  return chunks;
}

/**
 * The update of a tensor under an optimizer. A multiplicative rule with a fixed grid moves logarithmic codes as they
 * are; every other pair decodes, changes and encodes again. What the optimizer keeps is stored in the state's format.
 */
export function createUpdate(tensor: StoredTensor, optimizer: Optimizer, scratch: UpdateScratch, kept: Kept): Update {
  const move = createMove(tensor, optimizer, scratch, kept.reals);
  if (kept.state === null || tensor.slots.length === 0) return move;
  const state = new StoredRounding(kept.state);
  return (time) => {
    move(time);
    for (const slot of tensor.slots) state.round(slot);
  };
}

function createMove(tensor: StoredTensor, optimizer: Optimizer, scratch: UpdateScratch, reals: Arithmetic["reals"]): Update {
  const chunks = chunksOf(tensor, scratch);
  const { log2 } = tensor.format;
  if (optimizer.domain === "log2-magnitude" && optimizer.gridTop !== "current-maximum" && log2 !== undefined) {
    return createCodeUpdate(tensor, optimizer, chunks, log2);
  }
  return createValueUpdate(tensor, optimizer, chunks, reals);
}
