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

  /** Appends what the slots of a list hold, less `origin`. */
  pushFrom(values: Float64Array, slots: Int32Array, origin: number): void {
    const end = this.length + slots.length;
    while (end > this.numbers.length) this.grow();
    const { numbers, length } = this;
    for (let index = 0; index < slots.length; index++) numbers[length + index] = values[slots[index]!]! - origin;
    this.length = end;
  }

  /** FNV-1a over both words of every number, mixed first: small whole numbers differ in the upper bits of one word only. */
  hash(): number {
    const words = new Int32Array(this.numbers.buffer, 0, this.length * 2);
    let hash = 0x811c9dc5;
    for (let index = 0; index < words.length; index += 2) {
      const upper = words[index + 1]!;
      hash = Math.imul(hash ^ words[index]! ^ Math.imul(upper ^ (upper >>> 15), 0x85ebca6b), 16777619);
    }
    return hash;
  }

  private grow(): void {
    const larger = new Float64Array(this.numbers.length * 2);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
