import type { FixedKernels } from "./fixed-kernels.ts";
import type { FixedTables } from "./fixed-tables.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** The compiled fixed-accumulate kernels, their memory, and the datapath tables that it holds at the moment. */
export class FixedDevice {
  readonly kernels: FixedKernels;
  readonly memory: KernelMemory;
  /** Columns of a panel in the saturating kernel: what fits the registers of this machine. */
  readonly saturateWidth: 16 | 32;
  #loaded: FixedTables | undefined;
  #left = 0;
  #right = 0;
  #tails = 0;
  #end = 0;

  constructor(kernels: FixedKernels, memory: KernelMemory, saturateWidth: 16 | 32) {
    this.kernels = kernels;
    this.memory = memory;
    this.saturateWidth = saturateWidth;
  }

  /** Address of the table of left codes. */
  get left(): number {
    return this.#left;
  }

  /** Address of the table of right codes. */
  get right(): number {
    return this.#right;
  }

  /** Address of the table of tails, when the loaded tables have one. */
  get tails(): number {
    return this.#tails;
  }

  /** Puts the tables into the memory, if they are not there, and frees everything behind them. */
  load(tables: FixedTables): void {
    const { memory } = this;
    if (this.#loaded === tables) {
      memory.release(this.#end);
      return;
    }
    memory.release();
    this.#left = memory.reserve(tables.left.byteLength);
    this.#right = memory.reserve(tables.right.byteLength);
    this.#tails = memory.reserve(tables.tails?.byteLength ?? 0);
    this.#end = memory.end;
    memory.commit();
    memory.integers.set(tables.left, this.#left / 4);
    memory.doubles.set(tables.right, this.#right / 8);
    if (tables.tails !== null) memory.doubles.set(tables.tails, this.#tails / 8);
    this.#loaded = tables;
  }
}
