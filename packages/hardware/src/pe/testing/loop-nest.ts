import type { PeDescription } from "../../description/description.ts";
import type { GemmGeometry } from "../tiling/gemm-geometry.ts";

/** One slice of one tile in the order of the loop nest. Sizes are what is valid, padding left out. */
export interface Slice {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly lanes: number;
  readonly columns: number;
  readonly depth: number;
  /** Whether its operand has to be fetched from memory for it. */
  readonly loadsA: boolean;
  readonly loadsB: boolean;
}

/** The loop nest, output-stationary with A held in the lanes: for m, for n, for k. */
export function* loopNest(description: PeDescription, geometry: GemmGeometry): Generator<Slice> {
  const { pe, collector } = description;
  const { mTiles, nTiles, kSlices, planA, planB } = geometry;
  for (let m = 0; m < mTiles; m++) {
    for (let n = 0; n < nTiles; n++) {
      for (let k = 0; k < kSlices; k++) {
        yield {
          m,
          n,
          k,
          lanes: m === mTiles - 1 ? geometry.mEdge : pe.lanes,
          columns: n === nTiles - 1 ? geometry.nEdge : collector.depth,
          depth: k === kSlices - 1 ? geometry.kEdge : pe.vectorSize,
          loadsA: n === 0 || !planA.reused,
          loadsB: m === 0 || !planB.reused,
        };
      }
    }
  }
}
