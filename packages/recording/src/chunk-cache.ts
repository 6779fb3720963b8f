import { type Chunk, chunkBytes } from "./chunk.ts";

/** Bytes of decoded chunks that are kept. */
const mostBytes = 160 * 1024 * 1024;

/** Decoded chunks, those that were used last. */
export class ChunkCache {
  private readonly chunks = new Map<object, Chunk>();
  private latestKey: object | null = null;
  private latest: Chunk | null = null;
  private bytes = 0;

  /** The chunk under a key; decodes it when it is not there. */
  get(key: object, decode: () => Chunk): Chunk {
    if (key === this.latestKey) return this.latest!;
    let chunk = this.chunks.get(key);
    if (chunk === undefined) chunk = decode();
    else {
      this.chunks.delete(key);
      this.bytes -= chunkBytes(chunk);
    }
    this.keep(key, chunk);
    return chunk;
  }

  private keep(key: object, chunk: Chunk): void {
    this.chunks.set(key, chunk);
    this.bytes += chunkBytes(chunk);
    this.latestKey = key;
    this.latest = chunk;
    for (const [oldest, old] of this.chunks) {
      if (this.bytes <= mostBytes || oldest === key) return;
      this.chunks.delete(oldest);
      this.bytes -= chunkBytes(old);
    }
  }
}
