import type { ClassKernels } from "./fixed-kernels.ts";
import { codeAddress, type CodeView, type FixedMethod, type MethodRegions, type Slice } from "./fixed-method.ts";
import type { KernelDevice } from "../kernels/kernel-device.ts";
import type { LookupTables } from "./class-tables.ts";

/** Several classes, a narrow output: left codes are looked up where they are used, several rows at a time. */
export class LookupMethod implements FixedMethod {
  readonly name = "lookup";
  readonly sums = "float64";
  readonly isFused = true;
  readonly isThrough = false;
  readonly width: number;
  readonly rowMultiple: 2 | 4;
  readonly #device: KernelDevice<ClassKernels>;
  readonly #tables: LookupTables;
  #addresses: readonly number[] = [];

  constructor(device: KernelDevice<ClassKernels>, tables: LookupTables) {
    this.width = tables.width;
    this.rowMultiple = tables.width === 8 ? 4 : 2;
    this.#device = device;
    this.#tables = tables;
  }

  leftBytes(): number {
    return 0;
  }

  panelBytes(sliceDepth: number): number {
    return sliceDepth * this.#stepBytes;
  }

  place(): void {
    this.#addresses = this.#device.place(this.#tables.arrays);
  }

  prepare(): void {}

  multiply({ left, right, panel }: MethodRegions, { rows, first, depth, column, columns, target }: Slice): void {
    const { kernels } = this.#device;
    const { classes, width } = this.#tables;
    const [entries, table] = this.#addresses;
    const expand = right.bytesPerCode === 1 ? kernels.expandPanel8 : kernels.expandPanel16;
    expand(codeAddress(right, first, column), right.depthStride, right.lineStride, depth, columns, classes, width, table, panel);
    const multiply = this.#multiply(left);
    const codes = codeAddress(left, first, 0);
    multiply(codes, left.lineStride, left.depthStride, rows, depth, entries, panel, this.#stepBytes, target);
  }

  #multiply({ bytesPerCode, lineStride }: CodeView): ClassKernels["multiplyLookup8Codes8"] {
    const { kernels } = this.#device;
    const isAdjacent = bytesPerCode === 1 && lineStride === 1;
    if (this.width === 8) {
      if (isAdjacent) return kernels.multiplyLookup8Adjacent;
      return bytesPerCode === 1 ? kernels.multiplyLookup8Codes8 : kernels.multiplyLookup8Codes16;
    }
    if (isAdjacent) return kernels.multiplyLookup16Adjacent;
    return bytesPerCode === 1 ? kernels.multiplyLookup16Codes8 : kernels.multiplyLookup16Codes16;
  }

  get #stepBytes(): number {
    return this.#tables.classes * this.#tables.width * 8;
  }
}
