import type { ValueTables } from "./direct-tables.ts";
import type { DirectKernels } from "./fixed-kernels.ts";
import { codeAddress, padded, type FixedMethod, type MethodRegions, type Slice } from "./fixed-method.ts";
import type { KernelDevice } from "../kernels/kernel-device.ts";

const groupRows = 4;
const columnsOfPanel = 8;

/** One class: products of values in float64, in tiles of 4 rows and 8 columns. */
export class ValuesMethod implements FixedMethod {
  readonly name = "values";
  readonly width = columnsOfPanel;
  readonly rowMultiple = groupRows;
  readonly sums = "float64";
  readonly isThrough = false;
  readonly isFused: boolean;
  readonly #device: KernelDevice<DirectKernels>;
  readonly #tables: ValueTables;
  #addresses: readonly number[] = [];

  constructor(device: KernelDevice<DirectKernels>, tables: ValueTables, isFused: boolean) {
    this.isFused = isFused;
    this.#device = device;
    this.#tables = tables;
  }

  leftBytes(rows: number, depth: number): number {
    return padded(rows, groupRows) * depth * 8;
  }

  panelBytes(sliceDepth: number): number {
    return sliceDepth * columnsOfPanel * 8 * (this.#tables.isCut ? 2 : 1);
  }

  place(): void {
    this.#addresses = this.#device.place(this.#tables.arrays);
  }

  prepare({ left, prepared }: MethodRegions, rows: number, depth: number, sliceDepth: number): void {
    const { kernels } = this.#device;
    const pack = left.bytesPerCode === 1 ? kernels.packLeftValues8 : kernels.packLeftValues16;
    pack(left.address, left.lineStride, left.depthStride, rows, depth, sliceDepth, this.#addresses[0], prepared);
  }

  multiply({ right, prepared, panel }: MethodRegions, slice: Slice, sliceDepth: number): void {
    const { kernels } = this.#device;
    const { first, depth, column, columns, target } = slice;
    const rows = padded(slice.rows, groupRows);
    const pack = right.bytesPerCode === 1 ? kernels.packRightValues8 : kernels.packRightValues16;
    const codes = codeAddress(right, first, column);
    pack(codes, right.depthStride, right.lineStride, depth, columns, this.#addresses[1], panel);
    const packed = prepared + first * rows * 8;
    if (this.#tables.isCut) {
      const tails = panel + sliceDepth * columnsOfPanel * 8;
      pack(codes, right.depthStride, right.lineStride, depth, columns, this.#addresses[2], tails);
      kernels.multiplyCutValues(packed, panel, tails, target, rows, depth);
      return;
    }
    const multiply = this.isFused ? kernels.multiplyValuesSaturate : kernels.multiplyValuesSums;
    multiply(packed, panel, target, rows, depth);
  }
}
