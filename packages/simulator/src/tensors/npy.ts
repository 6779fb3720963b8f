/** Arrays that a .npy file can hold here. */
export type NpyValues = Float32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array | Int32Array;

const descriptions: readonly (readonly [new (length: number) => NpyValues, string])[] = [
  [Float32Array, "<f4"],
  [Float64Array, "<f8"],
  [Uint8Array, "|u1"],
  [Uint16Array, "<u2"],
  [Uint32Array, "<u4"],
  [Int32Array, "<i4"],
];

const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);
const alignment = 64;

/**
 * The bytes of a .npy file (version 1.0 of NumPy's format) with `values` in row-major order; the product of `shape` is
 * their number.
 */
export function encodeNpy(values: NpyValues, shape: readonly number[]): Uint8Array {
  const elements = shape.reduce((product, size) => product * size, 1);
  if (elements !== values.length) throw new Error(`${values.length} values do not fill an array of shape ${shape.join(" x ")}`);
  const description = descriptions.find(([kind]) => values instanceof kind)![1];
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const fields = `{'descr': '${description}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const headBytes = magic.length + 2;
  const header = fields.padEnd(Math.ceil((headBytes + fields.length + 1) / alignment) * alignment - headBytes - 1) + "\n";
  const bytes = new Uint8Array(headBytes + header.length + values.byteLength);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint16(magic.length, header.length, true);
  bytes.set(new TextEncoder().encode(header), headBytes);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), headBytes + header.length);
  return bytes;
}
