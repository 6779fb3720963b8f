import type { DirectKernels } from "./fixed-kernels.ts";
import { codeAddress, padded, type FixedMethod, type MethodRegions, type Slice } from "./fixed-method.ts";
import type { KernelDevice, TableArrays } from "../kernels/kernel-device.ts";

const groupRows = 4;
const columnsOfPanel = 16;

/** One class, values of 16 bits: pairs of products in int32, in tiles of 4 rows and 16 columns. */
export class PairsMethod implements FixedMethod {
  readonly name = "pairs";
  readonly width = columnsOfPanel;
  readonly rowMultiple = groupRows;
  readonly sums = "int32";
  readonly isFused = false;
  readonly isThrough: boolean;
  readonly #device: KernelDevice<DirectKernels>;
  readonly #tables: TableArrays;
  #addresses: readonly number[] = [];

  constructor(device: KernelDevice<DirectKernels>, tables: TableArrays, isThrough: boolean) {
    this.isThrough = isThrough;
    this.#device = device;
    this.#tables = tables;
  }

  leftBytes(rows: number, depth: number, sliceDepth: number): number {
    return Math.ceil(depth / sliceDepth) * pairsOf(sliceDepth) * padded(rows, groupRows) * 4;
  }

  panelBytes(sliceDepth: number): number {
    return pairsOf(sliceDepth) * columnsOfPanel * 4;
  }

  place(): void {
    this.#addresses = this.#device.place(this.#tables);
  }

  prepare({ left, prepared }: MethodRegions, rows: number, depth: number, sliceDepth: number): void {
    const { kernels } = this.#device;
    const pack = left.bytesPerCode === 1 ? kernels.packLeftPairs8 : kernels.packLeftPairs16;
    pack(left.address, left.lineStride, left.depthStride, rows, depth, sliceDepth, this.#addresses[0], prepared);
  }

  multiply({ right, prepared, panel }: MethodRegions, slice: Slice, sliceDepth: number): void {
    const { kernels } = this.#device;
    const { first, depth, column, columns, target } = slice;
    const rows = padded(slice.rows, groupRows);
    const pack = right.bytesPerCode === 1 ? kernels.packRightPairs8 : kernels.packRightPairs16;
    pack(codeAddress(right, first, column), right.depthStride, right.lineStride, depth, columns, this.#addresses[1], panel);
    const packed = prepared + (first / sliceDepth) * pairsOf(sliceDepth) * rows * 4;
    kernels.multiplyPairs(packed, panel, target, rows, pairsOf(depth));
  }
}

function pairsOf(depth: number): number {
  return Math.ceil(depth / 2);
}
