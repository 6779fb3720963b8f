/** A list of numbers that is filled again and again without allocating. */
export class GrowingNumbers {
  numbers = new Float64Array(256);
  length = 0;

  push(number: number): void {
    if (this.length === this.numbers.length) this.grow();
    this.numbers[this.length++] = number;
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

  private grow(): void {
    const larger = new Float64Array(this.numbers.length * 2);
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
