import { LnsimError } from "@lnsim/contracts";

/**
 * A copy of what a description holds: sections (with keys of their own), lists, text, numbers, true, false and null.
 *
 * @throws {LnsimError} code "syntax" for anything else, and for a section that contains itself.
 */
export function plainData(value: unknown, origin: string): unknown {
  return copy(value, { origin, path: [], around: [] });
}

interface Place {
  readonly origin: string;
  readonly path: readonly string[];
  /** The sections and lists that the value stands in. */
  readonly around: readonly object[];
}

function copy(value: unknown, place: Place): unknown {
  if (value === null || ["string", "number", "boolean", "undefined"].includes(typeof value)) return value;
  if (typeof value !== "object") throw notPlain(place, `a ${typeof value}`);
  if (place.around.includes(value)) throw notPlain(place, "a section that contains itself");
  const inside = (key: string): Place => ({ ...place, path: [...place.path, key], around: [...place.around, value] });
  if (Array.isArray(value)) return value.map((each, i) => copy(each, inside(String(i))));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notPlain(place, `a ${value.constructor?.name ?? "object"}`);
  if (Object.hasOwn(value, "__proto__")) throw notPlain(place, "a key __proto__");
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each, inside(key))]));
}

function notPlain({ origin, path }: Place, found: string): LnsimError {
  return new LnsimError({
    code: "syntax",
    message: "a machine description holds sections, lists, text, numbers, true and false",
    path: path.length === 0 ? origin : `${path.join(".")} in ${origin}`,
    found,
  });
}
