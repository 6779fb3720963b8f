import type { LevelTraffic, TrafficByLevel } from "../../timing/machine-timing.ts";
import type { ComputeArray } from "../job/job.ts";
import { memoryBytes, sumTransfers, type ByRegion } from "../program/tile-counts.ts";
import type { TileOp } from "../program/tile-op.ts";

/** Actions of an array that read and write the global buffer: bytes per count. */
interface BufferWords {
  readonly array: ComputeArray;
  readonly counts: Float64Array;
  readonly wordBytes: number;
  readonly hasStash: boolean;
}

/** Bytes that an op moves, by level: DRAM and the stash by purpose, and the rest of the global buffer on all of its sides. */
export function opTraffic(op: TileOp, words: BufferWords): TrafficByLevel {
  const dram = purposesOf(op, memoryBytes(op));
  const served = bufferBytes(words);
  const globalBuffer = {
    readBytes: served.read + dram.writeBytes,
    writeBytes: served.write + dram.readBytes,
    parts: { "to the array": served.read, "from the array": served.write, "to DRAM": dram.writeBytes, "from DRAM": dram.readBytes },
  };
  if (!words.hasStash) return { dram, globalBuffer };
  const stash = purposesOf(op, sumTransfers(op, "stashBytes"));
  return {
    dram,
    stash,
    globalBuffer: {
      readBytes: globalBuffer.readBytes + stash.writeBytes,
      writeBytes: globalBuffer.writeBytes + stash.readBytes,
      parts: { ...globalBuffer.parts, "to the stash": stash.writeBytes, "from the stash": stash.readBytes },
    },
  };
}

/** What comes from a level and goes there, by what it is for. */
function purposesOf(op: TileOp, { a, b, p, o }: ByRegion): LevelTraffic {
  const isProduct = op.traffic.b.loops !== 7 || op.traffic.a.loops !== 7;
  const parts = isProduct ? { a, b, [op.spills ? "partial sums and masks" : "masks"]: p, results: o } : { read: a + b + p, written: o };
  return { readBytes: a + b + p, writeBytes: o, parts };
}

function bufferBytes({ array, counts, wordBytes }: BufferWords): { readonly read: number; readonly write: number } {
  const words = (name: string): number => array.actions.reduce((sum, { block, action }, index) => (block === "globalBuffer" && action === name ? sum + counts[index]! : sum), 0);
  return { read: words("read") * wordBytes, write: words("write") * wordBytes };
}
