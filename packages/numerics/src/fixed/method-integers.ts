import { integerColumns } from "./direct-tables.ts";
import type { DirectKernels } from "./fixed-kernels.ts";
import { codeAddress, type FixedMethod, type MethodRegions, type Slice } from "./fixed-method.ts";
import type { KernelDevice, TableArrays } from "../kernels/kernel-device.ts";

/** Several classes whose vectors fit int32: panels as for records, sums of 32 columns in int32. */
export class IntegersMethod implements FixedMethod {
  readonly name = "integers";
  readonly width = integerColumns;
  readonly rowMultiple = 1;
  readonly sums = "int32";
  readonly isFused = false;
  readonly isThrough = false;
  readonly #device: KernelDevice<DirectKernels>;
  readonly #tables: TableArrays;
  readonly #classes: number;
  #addresses: readonly number[] = [];

  constructor(device: KernelDevice<DirectKernels>, tables: TableArrays, classes: number) {
    this.#device = device;
    this.#tables = tables;
    this.#classes = classes;
  }

  leftBytes(): number {
    return 0;
  }

  panelBytes(sliceDepth: number): number {
    return sliceDepth * this.#stepBytes;
  }

  place(): void {
    this.#addresses = this.#device.place(this.#tables);
  }

  prepare(): void {}

  multiply({ left, right, panel }: MethodRegions, { rows, first, depth, column, columns, target }: Slice): void {
    const { kernels } = this.#device;
    const [factors, offsets, table] = this.#addresses;
    const expand = right.bytesPerCode === 1 ? kernels.expandIntegers8 : kernels.expandIntegers16;
    expand(codeAddress(right, first, column), right.depthStride, right.lineStride, depth, columns, this.#classes, table, panel);
    const multiply = left.bytesPerCode === 1 ? kernels.multiplyIntegers8 : kernels.multiplyIntegers16;
    const codes = codeAddress(left, first, 0);
    multiply(codes, left.lineStride, left.depthStride, rows, depth, factors, offsets, panel, this.#stepBytes, target);
  }

  get #stepBytes(): number {
    return this.#classes * integerColumns * 4;
  }
}
