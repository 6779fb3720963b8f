import { type Chunk, chunkBytes } from "./chunk.ts";
import type { ChunkSource } from "./piece.ts";

/** Bytes of decoded chunks that are kept. */
const usualBytes = 192 * 1024 * 1024;

/** A chunk that is decoded when it is asked for, and may be forgotten again. */
class CachedChunk implements ChunkSource {
  chunk: Chunk | null = null;
  /** When it was asked for last. */
  used = 0;
  private readonly cache: ChunkCache;
  private readonly decode: () => Chunk;

  constructor(cache: ChunkCache, decode: () => Chunk) {
    this.cache = cache;
    this.decode = decode;
  }

  load(): Chunk {
    this.used = ++this.cache.clock;
    if (this.chunk === null) {
      this.chunk = this.decode();
      this.cache.keep(this);
    }
    return this.chunk;
  }
}

/** Keeps the decoded chunks that were used last. */
export class ChunkCache {
  /** Counts the uses of all chunks. */
  clock = 0;
  private readonly mostBytes: number;
  private readonly kept = new Set<CachedChunk>();
  private bytes = 0;

  constructor(mostBytes = usualBytes) {
    this.mostBytes = mostBytes;
  }

  /** A chunk that `decode` makes when it is needed. */
  add(decode: () => Chunk): ChunkSource {
    return new CachedChunk(this, decode);
  }

  /** Takes in a chunk that was decoded, and forgets those that have not been used for longest. */
  keep(source: CachedChunk): void {
    this.kept.add(source);
    this.bytes += chunkBytes(source.chunk!);
    if (this.bytes <= this.mostBytes) return;
    for (const oldest of [...this.kept].sort((a, b) => a.used - b.used)) {
      if (this.bytes <= 0.875 * this.mostBytes || oldest === source) return;
      this.bytes -= chunkBytes(oldest.chunk!);
      oldest.chunk = null;
      this.kept.delete(oldest);
    }
  }
}
