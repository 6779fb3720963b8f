import type { Codes } from "@lnsim/contracts";

/** Codes of a block in the kernel's memory, and how to walk them. */
export interface CodeView {
  readonly address: number;
  readonly bytesPerCode: number;
  /** Elements from one row of A (column of B) to the next. */
  readonly lineStride: number;
  /** Elements from one step of the reduction to the next. */
  readonly depthStride: number;
}

/** One slice of the reduction for one strip of columns. */
export interface Slice {
  readonly rows: number;
  /** First step of the reduction, within the block, and how many. */
  readonly first: number;
  readonly depth: number;
  /** First column, within the block, and how many; columns beyond them up to the width are padding. */
  readonly column: number;
  readonly columns: number;
  /** Sums of rows x width, row-major; accumulators where the method enters them itself. */
  readonly target: number;
}

/** Working memory of a block in the kernel's memory, in bytes. */
export interface MethodRegions {
  readonly left: CodeView;
  readonly right: CodeView;
  /** `leftBytes` for the prepared left codes. */
  readonly prepared: number;
  /** `panelBytes` for a panel. */
  readonly panel: number;
}

/**
 * One way to form the products of a datapath: how left codes are prepared, how many columns a strip has, and the kernel
 * that adds a slice's products to sums.
 */
export interface FixedMethod {
  readonly name: string;
  /** Columns of a strip. */
  readonly width: number;
  /** Rows are padded to a multiple of this. */
  readonly rowMultiple: 1 | 2 | 4;
  /** Whether sums (and, without a rule in between, accumulators) are float64 or int32. */
  readonly sums: "float64" | "int32";
  /** True when the kernel enters sums into saturating accumulators itself. */
  readonly isFused: boolean;
  /** True when sums are accumulators, nothing rounds or clamps them, and slices may be of any depth. */
  readonly isThrough: boolean;
  leftBytes(rows: number, depth: number, sliceDepth: number): number;
  panelBytes(sliceDepth: number): number;
  /** Puts the tables into the memory and frees what lies behind them. */
  place(): void;
  /** Prepares all left codes of a block. */
  prepare(regions: MethodRegions, rows: number, depth: number, sliceDepth: number): void;
  /** Adds a slice's products to its target. */
  multiply(regions: MethodRegions, slice: Slice, sliceDepth: number): void;
}

/** Bytes of one code; what has more than 16 bits has no kernel. */
export function bytesPerCode(codes: Codes): 1 | 2 {
  if (codes instanceof Uint8Array) return 1;
  if (codes instanceof Uint16Array) return 2;
  throw new Error("codes of more than 16 bits have no fixed-accumulate kernel");
}

/** Address of code (depth `first`, line `line`) of a view. */
export function codeAddress({ address, bytesPerCode: bytes, lineStride, depthStride }: CodeView, first: number, line: number): number {
  return address + (first * depthStride + line * lineStride) * bytes;
}

/** The least multiple of `multiple` that is not below `size`. */
export function padded(size: number, multiple: number): number {
  return Math.ceil(size / multiple) * multiple;
}
