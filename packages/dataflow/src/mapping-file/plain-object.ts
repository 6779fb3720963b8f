import { LnsimError, nearestName } from "@lnsim/contracts";

/** One object of data from outside. */
export type PlainObject = Readonly<Record<string, unknown>>;

/**
 * Data that has to be an object with these fields and no others; which of them have to be there is for the caller.
 *
 * @throws LnsimError invalid-value when it is not an object, unknown-key with the path of a field that is not known
 */
export function plainObject(value: unknown, path: string, fields: readonly string[]): PlainObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(path, value, `an object with ${fields.join(", ")}`);
  for (const key of Object.keys(value)) {
    if (fields.includes(key)) continue;
    const nearest = nearestName(key, fields);
    throw new LnsimError({
      code: "unknown-key",
      message: `a mapping file has no field "${key}" here`,
      path: path === "" ? key : `${path}.${key}`,
      expected: fields.join(", "),
      ...(nearest === undefined ? {} : { nearest }),
    });
  }
  return value as PlainObject;
}

/** The error for a field that is not there, or is not of the expected form. */
export function invalid(path: string, found: unknown, expected: string): LnsimError {
  if (found === undefined) return new LnsimError({ code: "missing-value", message: "a mapping file lacks a field", path, expected });
  const shown = JSON.stringify(found) ?? String(found);
  return new LnsimError({
    code: "invalid-value",
    message: "a field of a mapping file is not valid",
    ...(path === "" ? {} : { path }),
    found: shown.length > 80 ? `${shown.slice(0, 77)}...` : shown,
    expected,
  });
}
