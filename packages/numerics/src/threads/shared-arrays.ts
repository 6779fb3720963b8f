type NumberArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** Memory that all threads share, one growing piece for each use. */
export class SharedArrays {
  readonly #pieces = new Map<string, SharedArrayBuffer>();

  /** The array itself when it is shared already, else a copy of its first `length` elements in the piece `name`. */
  copyOf<Values extends NumberArray>(name: string, values: Values, length: number): Values {
    if (values.buffer instanceof SharedArrayBuffer) return values;
    const shared = this.sized(name, values, length);
    shared.set(values.length === length ? values : values.subarray(0, length));
    return shared;
  }

  /** An array of the same kind in the piece `name`, its content undefined. */
  sized<Values extends NumberArray>(name: string, like: Values, length: number): Values {
    const bytes = length * like.BYTES_PER_ELEMENT;
    let piece = this.#pieces.get(name);
    if (piece === undefined || piece.byteLength < bytes) {
      piece = new SharedArrayBuffer(Math.ceil(bytes / 65536) * 65536);
      this.#pieces.set(name, piece);
    }
    return new (like.constructor as new (buffer: SharedArrayBuffer, offset: number, length: number) => Values)(piece, 0, length);
  }
}
