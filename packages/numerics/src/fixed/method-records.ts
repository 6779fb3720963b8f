import type { ClassKernels } from "./fixed-kernels.ts";
import { codeAddress, padded, type FixedMethod, type MethodRegions, type Slice } from "./fixed-method.ts";
import type { KernelDevice } from "../kernels/kernel-device.ts";
import type { RecordTables } from "./class-tables.ts";

/** Several classes, wide products: left codes become records once, and strip after strip of columns reads them. */
export class RecordsMethod implements FixedMethod {
  readonly name = "records";
  readonly rowMultiple = 1;
  readonly sums = "float64";
  readonly isThrough = false;
  readonly width: number;
  readonly isFused: boolean;
  readonly #device: KernelDevice<ClassKernels>;
  readonly #tables: RecordTables;
  #addresses: readonly number[] = [];

  constructor(device: KernelDevice<ClassKernels>, tables: RecordTables, isFused: boolean) {
    this.width = tables.width;
    this.isFused = isFused;
    this.#device = device;
    this.#tables = tables;
  }

  leftBytes(rows: number, depth: number, sliceDepth: number): number {
    return Math.ceil(depth / sliceDepth) * padded(sliceDepth, 2) * rows * 8;
  }

  panelBytes(sliceDepth: number): number {
    return this.#panelStride(sliceDepth) * (this.#tables.isCut ? 2 : 1);
  }

  place(): void {
    this.#addresses = this.#device.place(this.#tables.arrays);
  }

  prepare({ left, prepared }: MethodRegions, rows: number, depth: number, sliceDepth: number): void {
    const { kernels } = this.#device;
    const encode = left.bytesPerCode === 1 ? kernels.encodeLeft8 : kernels.encodeLeft16;
    encode(left.address, left.lineStride, left.depthStride, rows, depth, sliceDepth, this.#stepBytes, this.#addresses[0], prepared);
  }

  multiply({ right, prepared, panel }: MethodRegions, slice: Slice, sliceDepth: number): void {
    const { kernels } = this.#device;
    const { rows, first, depth, column, columns, target } = slice;
    const { classes, width, isCut, loweredBy } = this.#tables;
    const expand = right.bytesPerCode === 1 ? kernels.expandPanel8 : kernels.expandPanel16;
    const codes = codeAddress(right, first, column);
    expand(codes, right.depthStride, right.lineStride, depth, columns, classes, width, this.#addresses[1], panel);
    const records = prepared + (first / sliceDepth) * padded(sliceDepth, 2) * rows * 8;
    const evenDepth = padded(depth, 2);
    if (isCut) {
      const tails = panel + this.#panelStride(sliceDepth);
      expand(codes, right.depthStride, right.lineStride, depth, columns, classes, width, this.#addresses[2], tails);
      if (loweredBy === 0) kernels.multiplyCutSums(records, panel, tails, target, rows, evenDepth);
      else kernels.multiplyCutWholeSums(records, panel, tails, target, rows, evenDepth, loweredBy);
      return;
    }
    if (!this.isFused) kernels.multiplySums(records, panel, target, rows, evenDepth);
    else if (width === 32) kernels.multiplySaturate32(records, panel, target, rows, evenDepth);
    else kernels.multiplySaturate16(records, panel, target, rows, evenDepth);
  }

  get #stepBytes(): number {
    return this.#tables.classes * this.#tables.width * 8;
  }

  #panelStride(sliceDepth: number): number {
    return sliceDepth * this.#stepBytes;
  }
}
