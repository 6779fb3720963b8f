import { log2 } from "@lnsim/elementary";

/** A number of a second, slow implementation of log arithmetic: +-2^(log / 2^fractionBits), or zero. */
export interface Log {
  readonly zero: boolean;
  readonly negative: boolean;
  readonly log: number;
}

/** What an arithmetic is made from; differences and logarithms in grid steps. */
export interface LogRules {
  readonly fractionBits: number;
  /** Largest logarithm. */
  readonly largest: number;
  /** log2(1 + 2^-d) and log2(1 - 2^-d). */
  readonly same: (d: number) => number;
  readonly opposite: (d: number) => number;
  /** The logarithm of exp(-2^x). */
  readonly exponential: (x: number) => number;
  readonly order: "ascending" | "tree-of-16";
}

/** Log arithmetic one number at a time, as QAA-LNS defines it. */
export class LogScalars {
  readonly rules: LogRules;
  readonly zero: Log;
  readonly one: Log = { zero: false, negative: false, log: 0 };

  constructor(rules: LogRules) {
    this.rules = rules;
    this.zero = { zero: true, negative: false, log: -rules.largest };
  }

  of(value: number): Log {
    if (value === 0) return this.zero;
    return this.#saturated(value < 0, Math.round(log2(Math.abs(value)) * 2 ** this.rules.fractionBits));
  }

  multiply(a: Log, b: Log): Log {
    return a.zero || b.zero ? this.zero : this.#saturated(a.negative !== b.negative, a.log + b.log);
  }

  inverse(a: Log): Log {
    if (a.zero) throw new Error("division by zero");
    return { ...a, log: -a.log };
  }

  divide(a: Log, b: Log): Log {
    return this.multiply(a, this.inverse(b));
  }

  root(a: Log): Log {
    return a.zero ? a : { ...a, log: Math.floor(a.log / 2) };
  }

  negate(a: Log): Log {
    return a.zero ? a : { ...a, negative: !a.negative };
  }

  add(a: Log, b: Log): Log {
    if (a.zero) return b;
    if (b.zero) return a;
    const larger = a.log > b.log ? a : b;
    const d = Math.abs(a.log - b.log);
    if (a.negative === b.negative) return this.#saturated(larger.negative, larger.log + this.rules.same(d));
    return d === 0 ? this.zero : this.#saturated(larger.negative, larger.log + this.rules.opposite(d));
  }

  subtract(a: Log, b: Log): Log {
    return this.add(a, this.negate(b));
  }

  /** exp(a) for a <= 0. */
  exponential(a: Log): Log {
    return a.zero ? this.one : { zero: false, negative: false, log: this.rules.exponential(a.log) };
  }

  isGreater(a: Log, b: Log): boolean {
    const signOf = (x: Log): number => (x.zero ? 0 : x.negative ? -1 : 1);
    if (signOf(a) !== signOf(b)) return signOf(a) > signOf(b);
    return signOf(a) > 0 ? a.log > b.log : signOf(a) < 0 && a.log < b.log;
  }

  sum(terms: readonly Log[]): Log {
    if (this.rules.order === "ascending") return terms.reduce((sum, term) => this.add(sum, term), this.zero);
    let level = [...terms];
    while (level.length > 1) {
      const sums: Log[] = [];
      for (let start = 0; start < level.length; start += 16) sums.push(this.#sumOf16(level.slice(start, start + 16)));
      level = sums;
    }
    return level[0] ?? this.zero;
  }

  mean(terms: readonly Log[], count = terms.length): Log {
    return this.divide(this.sum(terms), this.of(count));
  }

  /** As the packages store it: zero flag, sign, logarithm in two's complement. */
  code({ zero, negative, log }: Log): number {
    const half = this.rules.largest + 1;
    return (zero ? 4 * half : 0) + (negative ? 2 * half : 0) + ((log + 2 * half) % (2 * half));
  }

  #sumOf16(terms: readonly Log[]): Log {
    const padded = Array.from({ length: 16 }, (_, i) => terms[i] ?? this.zero);
    for (const half of [8, 4, 2, 1]) for (let j = 0; j < half; j++) padded[j] = this.add(padded[j], padded[j + half]);
    return padded[0];
  }

  #saturated(negative: boolean, log: number): Log {
    const { largest } = this.rules;
    return { zero: false, negative, log: Math.max(-largest, Math.min(largest, log)) };
  }
}

/** Linear segments with power-of-two slopes: up to `end`, -d shifted right (left where negative), plus `intercept`. */
export interface Segment {
  readonly end: number;
  readonly shift: number;
  readonly intercept: number;
}

/** delta of equal signs: falling. */
export function fallingSegments(segments: readonly Segment[]): (d: number) => number {
  return (d) => {
    const found = segments.find(({ end }) => end >= d);
    return found === undefined ? 0 : -Math.floor(d / 2 ** found.shift) + found.intercept;
  };
}

/** delta of opposite signs: rising, shifts to the left. */
export function risingSegments(segments: readonly Segment[]): (d: number) => number {
  return (d) => {
    const found = segments.find(({ end }) => end >= d);
    return found === undefined ? 0 : Math.floor(d * 2 ** found.shift) + found.intercept;
  };
}

/** Sixteen segments from columns of numbers. */
export function segmentsOf(ends: readonly number[], shifts: readonly number[], intercepts: readonly number[]): readonly Segment[] {
  return ends.map((end, i) => ({ end, shift: shifts[i], intercept: intercepts[i] }));
}

/** The published segments for five fraction bits (QAA-LNS, 13 bits). */
export const qaa13Same = fallingSegments(segmentsOf(
  [13, 13, 24, 32, 32, 35, 35, 63, 73, 95, 157, 178, 234, 309, 360, 384],
  [1, 0, 1, 2, 0, 2, 0, 2, 3, 3, 4, 5, 7, 8, 11, 12],
  [32, 39, 33, 27, 51, 26, 53, 26, 18, 17, 11, 6, 2, 1, 0, 0],
));
export const qaa13Opposite = risingSegments(segmentsOf(
  [0, 2, 3, 7, 13, 22, 27, 39, 60, 87, 109, 158, 182, 309, 360, 384],
  [10, 5, 4, 3, 2, 1, 0, 0, -1, -2, -3, -4, -5, -8, -11, -12],
  [-652, -210, -176, -145, -116, -88, -65, -64, -44, -29, -18, -11, -6, -1, 0, 0],
));
