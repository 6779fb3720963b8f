import { LnsimError, type Codes, type MacDatapath } from "@lnsim/contracts";
import type { Mapping } from "@lnsim/dataflow";
import type { GemmOp } from "../workload/operation.ts";
import type { ChipDescription } from "../chip/machine/description.ts";

/**
 * O[m x n] = A[m x k] B[k x n] with its operands, row-major, for a PE or a chip of PEs.
 *
 * - Codes of a fixed or log datapath, below its counts of codes (not checked one by one); real values of a float one.
 * - `op`: what it is a product of, as the mapper sees it; where it is left out, of an op of fprop of this shape.
 * - `mapping`: how it is cut into tiles of the global buffer; the mapper chooses where it is left out.
 * - Arrays are read only, and stay the caller's. Scales per vector are left out.
 */
export interface PeValuesRequest {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Codes | Float32Array;
  readonly b: Codes | Float32Array;
  readonly datapath: MacDatapath;
  readonly description: ChipDescription;
  readonly op?: GemmOp;
  readonly mapping?: Mapping;
}

/** What was drained: m x n, row-major, as the accumulators of the datapath, and what it took. */
export interface PeValues {
  readonly out: Int32Array | Float32Array | Float64Array | Codes;
  readonly macs: number;
  /** Tiles of the global buffer, and those of them that went on from partial sums. */
  readonly tiles: number;
  readonly resumed: number;
}

/**
 * Refuses what a PE cannot compute to the bit as the datapath says.
 *
 * @throws {LnsimError} when vectors of the datapath do not fit those of the PE.
 * @throws Error when an operand is too short or of the wrong kind: the caller's bug.
 */
export function checkRequest({ m, n, k, a, b, datapath, description }: PeValuesRequest): void {
  for (const size of [m, n, k]) if (!Number.isInteger(size) || size < 1) throw new Error(`sizes must be positive integers, not ${m} x ${n} x ${k}`);
  if (a.length < m * k || b.length < k * n) throw new Error(`operands of ${a.length} and ${b.length} elements do not hold ${m} x ${k} and ${k} x ${n}`);
  const wantsReals = datapath.kind === "float";
  if (a instanceof Float32Array !== wantsReals || b instanceof Float32Array !== wantsReals) throw new Error(`a ${datapath.kind} datapath takes ${wantsReals ? "real values" : "codes"}`);
  requireVectors(description, datapath, "pe.vectorSize", description.pe.vectorSize);
}

/**
 * Refuses a reduction that a PE does not go through as the datapath says, cut into tiles of so many terms.
 *
 * @throws {LnsimError} as {@link checkRequest} and {@link checkTile} do
 */
export function checkReduction(request: Pick<PeValuesRequest, "description" | "datapath" | "k">, tileK: number): void {
  requireVectors(request.description, request.datapath, "pe.vectorSize", request.description.pe.vectorSize);
  checkTile(request, tileK);
}

/**
 * Refuses a tile in whose midst a vector would end.
 *
 * @throws {LnsimError} when the tile is not all of k, nor a multiple of the datapath's vectors.
 */
export function checkTile({ k, datapath, description }: Pick<PeValuesRequest, "description" | "datapath" | "k">, tileK: number): void {
  if (tileK < k) requireVectors(description, datapath, "mapping.tile.k", tileK);
}

function requireVectors({ array }: ChipDescription, datapath: MacDatapath, path: string, size: number): void {
  if (array.kind === "systolic" || !endsWithVectors(datapath) || size % datapath.vectorSize === 0) return;
  throw new LnsimError({
    code: "unsupported",
    message: "values cannot be carried to the bit: sums of vectors would end elsewhere",
    path,
    found: String(size),
    expected: `a multiple of the datapath's vectors of ${datapath.vectorSize}`,
  });
}

/** Whether something happens at the end of every vector, so that it matters where vectors end. */
function endsWithVectors(datapath: MacDatapath): boolean {
  if (datapath.kind === "fixed") return datapath.accumulator !== "wide";
  return datapath.kind === "float" && datapath.order === "vector-tree";
}
