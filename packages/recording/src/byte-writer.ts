/** Bytes that are appended to, in one buffer that grows. */
export class ByteWriter {
  bytes = new Uint8Array(1 << 16);
  length = 0;

  /** Place of so many bytes more, which the caller fills. */
  reserve(count: number): number {
    const at = this.length;
    this.length = at + count;
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, 2 * this.bytes.length));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return at;
  }

  /** What was written. Valid until the next write. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
