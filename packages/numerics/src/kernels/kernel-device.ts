import type { KernelMemory } from "./kernel-memory.ts";

/** Arrays of a datapath in a kernel's layout. The same array objects are put into the memory once. */
export type TableArrays = readonly (Float64Array | Uint32Array | Int32Array | Int16Array)[];

/** Tables beyond this leave the memory when others come. */
const largestTableBytes = 1 << 26;

/** The kernels of one module, their memory, and the tables that it holds at the moment. */
export class KernelDevice<Kernels> {
  readonly kernels: Kernels;
  readonly memory: KernelMemory;
  /** True when the kernels were compiled with the revectorizer. */
  readonly isRevectorized: boolean;
  /** What the kernels were compiled to: workers instantiate it again. */
  readonly module: WebAssembly.Module;
  #resident = new Map<TableArrays, readonly number[]>();
  #end: number | undefined;

  constructor(kernels: Kernels, memory: KernelMemory, isRevectorized: boolean, module: WebAssembly.Module) {
    this.module = module;
    this.kernels = kernels;
    this.memory = memory;
    this.isRevectorized = isRevectorized;
  }

  /** Puts tables into the memory, if they are not there, frees everything behind all tables, and returns the addresses. */
  place(tables: TableArrays): readonly number[] {
    const { memory } = this;
    memory.release(this.#end);
    const known = this.#resident.get(tables);
    if (known !== undefined) return known;
    if (memory.end > largestTableBytes) {
      memory.release();
      this.#resident.clear();
    }
    const addresses = tables.map((array) => memory.reserve(array.byteLength));
    this.#end = memory.end;
    memory.commit();
    for (const [index, array] of tables.entries()) {
      memory.bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), addresses[index]);
    }
    this.#resident.set(tables, addresses);
    return addresses;
  }
}
