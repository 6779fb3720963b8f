/** A pass over a stored tensor: all chunks are equal but the last. */
export interface ChunkPlan {
  readonly chunks: number;
  readonly full: Chunk;
  readonly last: Chunk;
}

/** One memory request's worth of a pass. */
export interface Chunk {
  readonly elements: number;
  readonly readBytes: number;
  readonly writeBytes: number;
  /** Cycles that the unit works on it. */
  readonly cycles: number;
}

/** What decides a {@link ChunkPlan}. */
export interface PassShape {
  readonly elements: number;
  readonly chunkElements: number;
  /** Bits that are read and written per element. */
  readonly readBits: number;
  readonly writeBits: number;
  /** Cycles that the unit works on so many elements. */
  readonly cyclesOf: (elements: number) => number;
}

/** Cuts a pass into chunks. */
export function planChunks(shape: PassShape): ChunkPlan {
  const chunks = Math.ceil(shape.elements / shape.chunkElements);
  return {
    chunks,
    full: chunk(shape, shape.chunkElements),
    last: chunk(shape, shape.elements - (chunks - 1) * shape.chunkElements),
  };
}

function chunk({ readBits, writeBits, cyclesOf }: PassShape, elements: number): Chunk {
  return {
    elements,
    readBytes: Math.ceil((elements * readBits) / 8),
    writeBytes: Math.ceil((elements * writeBits) / 8),
    cycles: cyclesOf(elements),
  };
}

/** Sum over all chunks of a plan. */
export function overChunks({ chunks, full, last }: ChunkPlan, of: (chunk: Chunk) => number): number {
  return (chunks - 1) * of(full) + of(last);
}
