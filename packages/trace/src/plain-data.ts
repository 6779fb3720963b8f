/** The typed arrays a block may hold. */
export type PlainArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** What a block may hold: JSON's values, and typed arrays. */
export type PlainData =
  | null
  | boolean
  | number
  | string
  | PlainArray
  | readonly PlainData[]
  | { readonly [key: string]: PlainData };

const arrayTypes = new Set<unknown>(
  [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array],
);
const maxDepth = 32;

/** Where and what a value is that no block may hold, or undefined when all of it is plain. */
export function findForeign(value: unknown, path = "data", depth = 0): string | undefined {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") return undefined;
  if (typeof value !== "object") return `${path} is ${describe(value)}`;
  if (depth === maxDepth) return `${path} is nested more than ${maxDepth} deep`;
  if (arrayTypes.has(value.constructor)) return undefined;
  if (Array.isArray(value)) return findInList(value, path, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `${path} is ${describe(value)}`;
  return findInRecord(value, path, depth);
}

function findInList(list: readonly unknown[], path: string, depth: number): string | undefined {
  for (let i = 0; i < list.length; i++) {
    const found = findForeign(list[i], `${path}[${i}]`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInRecord(record: object, path: string, depth: number): string | undefined {
  for (const [key, item] of Object.entries(record)) {
    const found = findForeign(item, `${path}.${key}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function describe(value: unknown): string {
  if (value === undefined) return "undefined";
  if (typeof value === "object" && value !== null) return `of type ${value.constructor?.name ?? "unknown"}`;
  return `a ${typeof value}`;
}
