/** A seeded stream of random numbers: the same on every platform, for ever (golden values are tested). */
export interface SeededRandom {
  /** Uniform integer in [0, 2^32). */
  nextUint32(): number;
  /** Uniform in [0, 1), a multiple of 2^-53. */
  nextFloat(): number;
  /** Uniform integer in [0, bound), without bias; 1 <= bound <= 2^32. */
  nextBelow(bound: number): number;
  /** Permutes the array in place, every order equally likely (Fisher and Yates). */
  shuffle(values: Uint32Array): void;
  /** Where the stream stands: four words, with which `restore` continues it. */
  save(): Uint32Array;
  /** Continues where a stream was saved. */
  restore(state: Uint32Array): void;
}

/**
 * The stream `stream` of the seed `seed`. Streams of one seed are independent: give every use its own name, so that
 * drawing more in one place does not move the numbers of another.
 *
 * @param seed any safe integer
 */
export function createRandom(seed: number, stream: string | number = ""): SeededRandom {
  if (!Number.isSafeInteger(seed)) throw new Error(`a seed must be a safe integer, not ${seed}`);
  return new Xoshiro128(seed, String(stream));
}

/** xoshiro128** 1.1 by Blackman and Vigna, its state filled by a mixing hash of the seed and the stream's name. */
class Xoshiro128 implements SeededRandom {
  #s0: number;
  #s1: number;
  #s2: number;
  #s3: number;

  constructor(seed: number, stream: string) {
    let hash = mix((seed >>> 0) ^ 0x9e3779b9) ^ Math.floor(seed / 0x1_0000_0000);
    for (let i = 0; i < stream.length; i++) hash = mix(hash + Math.imul(stream.charCodeAt(i) + 1, 0x85ebca6b));
    this.#s0 = mix(hash + 0x9e3779b9);
    this.#s1 = mix(hash + 0x3c6ef372);
    this.#s2 = mix(hash + 0xdaa66d2b);
    this.#s3 = mix(hash + 0x78dde6e4) | 1; // never all zero
  }

  save(): Uint32Array {
    return Uint32Array.of(this.#s0, this.#s1, this.#s2, this.#s3);
  }

  restore(state: Uint32Array): void {
    if (state.length !== 4) throw new Error(`the state of a stream has 4 words, not ${state.length}`);
    [this.#s0, this.#s1, this.#s2, this.#s3] = state as unknown as [number, number, number, number];
  }

  nextUint32(): number {
    const scrambled = Math.imul(rotateLeft(Math.imul(this.#s1, 5), 7), 9) >>> 0;
    const shifted = this.#s1 << 9;
    this.#s2 ^= this.#s0;
    this.#s3 ^= this.#s1;
    this.#s1 ^= this.#s2;
    this.#s0 ^= this.#s3;
    this.#s2 ^= shifted;
    this.#s3 = rotateLeft(this.#s3, 11);
    return scrambled;
  }

  nextFloat(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 0x400_0000 + low) / 0x20_0000_0000_0000;
  }

  nextBelow(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 0x1_0000_0000) throw new Error(`a bound must be an integer in [1, 2^32], not ${bound}`);
    const usable = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    for (;;) {
      const word = this.nextUint32();
      if (word < usable) return word % bound;
    }
  }

  shuffle(values: Uint32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.nextBelow(i + 1);
      const moved = values[i];
      values[i] = values[j];
      values[j] = moved;
    }
  }
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** A bijection of 32-bit words that spreads every input bit (the finalizer of MurmurHash3). */
function mix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
