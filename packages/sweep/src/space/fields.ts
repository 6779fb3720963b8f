import { LnsimError } from "@lnsim/contracts";
import * as Result from "effect/Result";
import * as Schema from "effect/Schema";
import { gathered, unknownKey } from "./place.ts";

/** A key of a section of a sweep file: what it holds, and how that is said. */
export interface Field<T> {
  readonly schema: Schema.Codec<T, unknown>;
  readonly expected: string;
}

export type Fields = { readonly [key: string]: Field<unknown> };

/** A section that was checked; keys that were not written are absent. */
export type Section<F extends Fields> = { readonly [Key in keyof F]?: F[Key] extends Field<infer T> ? T : never };

/** Where a section stands, and what it is called in errors. */
export interface SectionPlace {
  /** "the sweep", "an axis". */
  readonly what: string;
  /** Keys from the top of the file. */
  readonly path: readonly string[];
  /** "axes.array.rows in sweep.yaml:7:3" for the keys from the top of the file. */
  readonly placeOf: (path: readonly string[]) => string;
}

/** A field of `schema`, which errors describe as `expected`. */
export function field<T>(schema: Schema.Codec<T, unknown>, expected: string): Field<T> {
  return { schema, expected };
}

/** Checks a section, all of it. @throws {LnsimError} for the only mistake, or an AggregateError of them: unknown keys, wrong values. */
export function checkSection<F extends Fields>(fields: F, given: unknown, place: SectionPlace): Section<F> {
  const { what, path, placeOf } = place;
  if (!isTable(given)) throw wrong(given, `a table with ${Object.keys(fields).join(", ")}`, placeOf(path));
  const entries = gathered(
    Object.entries(given).map(([key, value]) => () => {
      if (!Object.hasOwn(fields, key)) throw unknownKey(what, key, { place: placeOf([...path, key]), known: Object.keys(fields) });
      const { schema, expected } = fields[key]!;
      const decoded = Schema.decodeUnknownResult(schema)(value, { onExcessProperty: "error" });
      if (Result.isFailure(decoded)) throw wrong(value, expected, placeOf([...path, key]));
      return [key, decoded.success] as const;
    }),
  );
  return Object.fromEntries(entries) as Section<F>;
}

/** Whether a value of a file is a table of keys and values. */
export function isTable(given: unknown): given is { readonly [key: string]: unknown } {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

/** A value that is not accepted. */
export function wrong(found: unknown, expected: string, path: string): LnsimError {
  const shown = found === undefined || found === null ? "nothing" : (JSON.stringify(found) ?? String(found));
  return new LnsimError({ code: "invalid-value", message: "a value of the sweep is not accepted", path, found: shown, expected });
}
