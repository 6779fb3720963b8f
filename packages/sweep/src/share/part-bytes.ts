import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { RunParts } from "@lnsim/simulator";

/** A part of a result with the simulator's own key, which decides whether it may be used. */
export interface KeyedPart<Kind extends keyof RunParts = keyof RunParts> {
  readonly key: string;
  readonly part: RunParts[Kind];
}

/** A part as bytes: JSON, compressed with Zstandard. */
export function packPart(part: KeyedPart): Uint8Array {
  return zstdCompressSync(JSON.stringify(part));
}

/** The part in some bytes; undefined where they are damaged, since a part can always be found again. */
export function unpackPart(bytes: Uint8Array): KeyedPart | undefined {
  try {
    const { key, part } = JSON.parse(zstdDecompressSync(bytes).toString("utf8")) as Partial<KeyedPart>;
    return typeof key === "string" && part !== undefined ? { key, part } : undefined;
  } catch {
    return undefined;
  }
}
