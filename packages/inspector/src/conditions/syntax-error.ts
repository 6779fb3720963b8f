import { LnsimError, nearestName } from "@lnsim/contracts";

/** A name that was looked for, and what there is. */
export interface Known {
  readonly what: string;
  readonly names: readonly string[];
  readonly expected: string;
}

/** The error for a name that nothing has, with the nearest that something has. `column` counts from 0. */
export function unknown(name: string, column: number, { what, names, expected }: Known): LnsimError {
  const nearest = nearestName(name, names);
  return at(column, { code: "unknown-name", message: `${what} "${name}"`, found: name, expected, ...(nearest !== undefined && { nearest }) });
}

/** An error at a column, from 0, of a condition. */
export function at(column: number, details: Omit<ConstructorParameters<typeof LnsimError>[0], "path">): LnsimError {
  return new LnsimError({ ...details, path: `column ${column + 1}` });
}
