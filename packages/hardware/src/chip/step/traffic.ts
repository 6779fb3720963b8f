import type { TrafficByLevel } from "../../timing/machine-timing.ts";
import type { ComputeArray } from "../job/job.ts";
import { bytesByRegion } from "../program/tile-counts.ts";
import type { TileOp } from "../program/tile-op.ts";

/** Actions of an array that read and write the global buffer: bytes per count. */
interface BufferWords {
  readonly array: ComputeArray;
  readonly counts: Float64Array;
  readonly wordBytes: number;
}

/** Bytes that an op moves, by level: DRAM by purpose, and the global buffer on both of its sides. */
export function opTraffic(op: TileOp, words: BufferWords): TrafficByLevel {
  const { a, b, p, o } = bytesByRegion(op);
  const isProduct = op.traffic.b.loops !== 7 || op.traffic.a.loops !== 7;
  const parts = isProduct ? { a, b, [op.spills ? "partial sums and masks" : "masks"]: p, results: o } : { read: a + b + p, written: o };
  const served = bufferBytes(words);
  return {
    dram: { readBytes: a + b + p, writeBytes: o, parts },
    globalBuffer: {
      readBytes: served.read + o,
      writeBytes: served.write + a + b + p,
      parts: { "to the array": served.read, "from the array": served.write, "to DRAM": o, "from DRAM": a + b + p },
    },
  };
}

function bufferBytes({ array, counts, wordBytes }: BufferWords): { readonly read: number; readonly write: number } {
  const words = (name: string): number => array.actions.reduce((sum, { block, action }, index) => (block === "globalBuffer" && action === name ? sum + counts[index]! : sum), 0);
  return { read: words("read") * wordBytes, write: words("write") * wordBytes };
}
