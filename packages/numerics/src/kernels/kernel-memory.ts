const pageBytes = 0x1_0000;
const largestPages = 0x8000; // 2 GiB
const alignment = 64;
/** Where regions start; the compiler keeps its own data below. */
const firstByte = 1024;

/** The linear memory of one kernel instance, with views that follow its growth. It grows, and never shrinks. */
export class KernelMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: largestPages });
  bytes = new Uint8Array(this.memory.buffer);
  halves = new Uint16Array(this.memory.buffer);
  integers = new Int32Array(this.memory.buffer);
  singles = new Float32Array(this.memory.buffer);
  doubles = new Float64Array(this.memory.buffer);
  #end = firstByte;

  /** Forgets all regions from `address` on; without an address, all of them. */
  release(address: number = firstByte): void {
    this.#end = address;
  }

  /** Address of a new region of `bytes` bytes, aligned to a cache line. Its content is whatever was there. */
  reserve(bytes: number): number {
    const address = this.#end;
    this.#end = Math.ceil((address + bytes) / alignment) * alignment;
    return address;
  }

  /** Grows the memory to hold every reserved region; addresses are valid from then on. */
  commit(): void {
    const missing = Math.ceil((this.#end - this.memory.buffer.byteLength) / pageBytes);
    if (missing <= 0) return;
    this.memory.grow(missing);
    const { buffer } = this.memory;
    this.bytes = new Uint8Array(buffer);
    this.halves = new Uint16Array(buffer);
    this.integers = new Int32Array(buffer);
    this.singles = new Float32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }

  /** The address after the last reserved region. */
  get end(): number {
    return this.#end;
  }
}
