/** A list of numbers that is filled again and again without allocating. */
export class GrowingNumbers {
  numbers = new Float64Array(256);
  length = 0;

  push(number: number): void {
    if (this.length === this.numbers.length) this.grow();
    this.numbers[this.length++] = number;
  }

  /** Appends a list. */
  append(numbers: Float64Array): void {
    while (this.length + numbers.length > this.numbers.length) this.grow();
    this.numbers.set(numbers, this.length);
    this.length += numbers.length;
  }

  /** A copy of what is in it. */
  copy(): Float64Array {
    return this.numbers.slice(0, this.length);
  }

  /** Whether `others` holds the same numbers; NaN is like nothing. */
  equals(others: Float64Array): boolean {
    if (others.length !== this.length) return false;
    for (let index = 0; index < others.length; index++) if (this.numbers[index] !== others[index]) return false;
    return true;
  }

  /** FNV-1a over the 32-bit words. */
  hash(): number {
    const words = new Int32Array(this.numbers.buffer, 0, this.length * 2);
    let hash = 0x811c9dc5;
    for (let index = 0; index < words.length; index++) hash = Math.imul(hash ^ words[index]!, 16777619);
    return hash;
  }

  private grow(): void {
    const larger = new Float64Array(this.numbers.length * 2);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
