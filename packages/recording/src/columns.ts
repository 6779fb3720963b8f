import type { ByteWriter } from "./byte-writer.ts";

/**
 * A column of whole numbers from 0 to 2^53 - 1 as byte planes: one byte that says how many bytes the largest number takes (0: all are
 * 0), then the lowest byte of every number, then the next one of every number, and so on.
 */
export function writeColumn(writer: ByteWriter, numbers: Float64Array): void {
  let largest = 0;
  for (let index = 0; index < numbers.length; index++) if (numbers[index]! > largest) largest = numbers[index]!;
  const width = widthOf(largest);
  const count = numbers.length;
  let at = writer.reserve(1 + width * count);
  const { bytes } = writer;
  bytes[at++] = width;
  for (let plane = 0; plane < Math.min(width, 4); plane++, at += count) {
    const shift = 8 * plane;
    for (let index = 0; index < count; index++) bytes[at + index] = (numbers[index]! >>> 0) >>> shift;
  }
  for (let plane = 4; plane < width; plane++, at += count) {
    const unit = planeUnits[plane]!;
    for (let index = 0; index < count; index++) bytes[at + index] = Math.floor(numbers[index]! / unit) & 255;
  }
}

/** Writes a column of nothing but zeros. */
export function writeZeros(writer: ByteWriter): void {
  const at = writer.reserve(1);
  writer.bytes[at] = 0;
}

/** Whole numbers of both signs. */
export type SignedColumn = Int8Array | Int32Array | Float64Array;

/** Reads what {@link writeColumn} wrote from a place in bytes. */
export class ColumnReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Fills `numbers` from the next column; returns whether any is above 0. @throws Error when there are not as many bytes. */
  read(numbers: Float64Array | Int32Array | Uint8Array): boolean {
    const { bytes } = this;
    const count = numbers.length;
    const width = bytes[this.at++];
    if (width === undefined || width > 7 || this.at + width * count > bytes.length) throw new Error("a column is longer than its block");
    const { at } = this;
    this.at += width * count;
    readPlanes(bytes.subarray(at, this.at), Math.min(width, 4), numbers);
    for (let plane = 4; plane < width; plane++) {
      const unit = planeUnits[plane]!;
      for (let index = 0; index < count; index++) numbers[index]! += bytes[at + plane * count + index]! * unit;
    }
    return width > 0;
  }

  /** Passes over a column of so many numbers. */
  skip(count: number): void {
    this.at += 1 + this.width() * count;
  }

  /** Bytes that each number of the next column takes. */
  width(): number {
    return this.bytes[this.at] ?? 0;
  }

  /** So many numbers of both signs, in as small an array as holds them. @throws Error as {@link read} */
  readSigned(count: number): SignedColumn {
    const width = this.width();
    if (width > 3) {
      const numbers = new Float64Array(count);
      this.read(numbers);
      return unfoldSigns(numbers);
    }
    const folded = width > 1 ? new Int32Array(count) : new Uint8Array(count);
    const signed = width > 1 ? new Int32Array(count) : new Int8Array(count);
    if (this.read(folded)) unfoldInto(signed, folded);
    return signed;
  }

  /** @throws Error when there are bytes left. */
  end(): void {
    if (this.at !== this.bytes.length) throw new Error("a block is longer than its columns");
  }
}

/** Numbers of both signs as whole numbers: 0, -1, 1, -2, 2 ... into `folded`. */
export function foldSigns(numbers: Float64Array, folded: Float64Array = new Float64Array(numbers.length)): Float64Array {
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    folded[index] = number < 0 ? -2 * number - 1 : 2 * number;
  }
  return folded;
}

/** The inverse of {@link foldSigns}, in place. */
export function unfoldSigns(numbers: Float64Array): Float64Array {
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    const half = Math.floor(number / 2);
    numbers[index] = number - 2 * half === 1 ? -half - 1 : half;
  }
  return numbers;
}

function unfoldInto(signed: Int8Array | Int32Array, folded: Uint8Array | Int32Array): void {
  for (let index = 0; index < folded.length; index++) signed[index] = (folded[index]! >> 1) ^ -(folded[index]! & 1);
}

/** The lowest bytes of numbers, up to four. */
function readPlanes(bytes: Uint8Array, width: number, numbers: Float64Array | Int32Array | Uint8Array): void {
  const count = numbers.length;
  if (width === 0) numbers.fill(0);
  else if (width === 1) numbers.set(bytes);
  else if (width === 2) for (let index = 0; index < count; index++) numbers[index] = bytes[index]! | (bytes[count + index]! << 8);
  else if (width === 3) for (let index = 0; index < count; index++) numbers[index] = bytes[index]! | (bytes[count + index]! << 8) | (bytes[2 * count + index]! << 16);
  else for (let index = 0; index < count; index++) numbers[index] = (bytes[index]! | (bytes[count + index]! << 8) | (bytes[2 * count + index]! << 16)) + bytes[3 * count + index]! * 2 ** 24;
}

const planeUnits = [1, 2 ** 8, 2 ** 16, 2 ** 24, 2 ** 32, 2 ** 40, 2 ** 48];

function widthOf(largest: number): number {
  if (!(largest <= Number.MAX_SAFE_INTEGER)) throw new Error(`${largest} is no exact whole number`);
  let width = 0;
  while (width < 7 && largest >= (planeUnits[width] ?? 0)) width++;
  return width;
}
