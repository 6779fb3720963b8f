import { LnsimError, nearestName } from "@lnsim/contracts";
import { asRecord } from "./container-index.ts";
import type { PlainData } from "./plain-data.ts";

/**
 * Reads the fields of one decoded object and remembers which were asked for.
 * Every method throws an LnsimError that names the field's path.
 */
export interface FieldReader {
  readonly path: string;
  has(key: string): boolean;
  text(key: string): string;
  flag(key: string): boolean;
  /** A whole number within [minimum, 2^53). */
  integer(key: string, minimum: number): number;
  /** A finite number within [minimum, maximum]. */
  number(key: string, minimum: number, maximum: number): number;
  choice<Choice extends string>(key: string, choices: readonly Choice[]): Choice;
  /** An array of exactly this type. */
  floats<Floats extends Float32Array | Float64Array>(key: string, type: new (length: number) => Floats): Floats;
  record(key: string): FieldReader;
  /** All fields of an object whose values are texts. */
  texts(key: string): { readonly [name: string]: string };
  textList(key: string): readonly string[];
  integers(key: string, minimum: number): readonly number[];
  records<Item>(key: string, read: (reader: FieldReader) => Item): readonly Item[];
  /** Refuses fields that nobody asked for. */
  finish(): void;
}

/** Opens `value`, which has to be a plain object; `path` is how errors call it. */
export function readFields(value: PlainData, path: string): FieldReader {
  const fields = asRecord(value);
  const isRecord = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isRecord) throw invalid(path, value, "an object");
  const asked = new Set<string>();
  const at = (key: string): string => `${path}.${key}`;
  const get = (key: string): PlainData => {
    asked.add(key);
    const field = fields[key];
    if (field !== undefined) return field;
    throw missing(at(key));
  };
  const list = (key: string): readonly PlainData[] => {
    const field = get(key);
    if (!Array.isArray(field)) throw invalid(at(key), field, "a list");
    return field as readonly PlainData[];
  };

  return {
    path,
    has: (key) => fields[key] !== undefined,
    text: (key) => textOf(get(key), at(key)),
    flag: (key) => {
      const field = get(key);
      if (typeof field !== "boolean") throw invalid(at(key), field, "true or false");
      return field;
    },
    integer: (key, minimum) => integerOf(get(key), at(key), minimum),
    number: (key, minimum, maximum) => {
      const field = get(key);
      if (typeof field === "number" && field >= minimum && field <= maximum) return field;
      throw invalid(at(key), field, `a number from ${minimum} to ${maximum}`);
    },
    choice: (key, choices) => {
      const field = get(key);
      const found = choices.find((choice) => choice === field);
      if (found === undefined) throw invalid(at(key), field, choices.map((choice) => `"${choice}"`).join(" or "));
      return found;
    },
    floats: (key, type) => {
      const field = get(key);
      if (!(field instanceof type)) throw invalid(at(key), field, `an array of type ${type.name}`);
      return field;
    },
    record: (key) => readFields(get(key), at(key)),
    texts: (key) => {
      const entries = Object.entries(asRecord(get(key)));
      return Object.fromEntries(entries.map(([name, text]) => [name, textOf(text, `${at(key)}.${name}`)]));
    },
    textList: (key) => list(key).map((item, i) => textOf(item, `${at(key)}[${i}]`)),
    integers: (key, minimum) => list(key).map((item, i) => integerOf(item, `${at(key)}[${i}]`, minimum)),
    records: (key, read) => list(key).map((item, i) => read(readFields(item, `${at(key)}[${i}]`))),
    finish: () => {
      const unknown = Object.keys(fields).find((key) => !asked.has(key));
      if (unknown === undefined) return;
      const nearest = nearestName(unknown, asked);
      throw new LnsimError({
        code: "unknown-key",
        message: "the trace has a field that version 2 does not know",
        path: at(unknown),
        ...(nearest === undefined ? {} : { nearest }),
        remedy: "use the lnsim that wrote it",
      });
    },
  };
}

/** The error for a field that is not there. */
export function missing(path: string): LnsimError {
  return new LnsimError({ code: "missing-value", message: "the trace lacks a field", path, remedy: "record the trace anew" });
}

/** The error for a field whose value cannot be. */
export function invalid(path: string, found: unknown, expected: string): LnsimError {
  return new LnsimError({
    code: "invalid-value",
    message: "the trace has an impossible value",
    path,
    found: show(found),
    expected,
    remedy: "record the trace anew",
  });
}

function textOf(value: PlainData, path: string): string {
  if (typeof value !== "string") throw invalid(path, value, "a text");
  return value;
}

function integerOf(value: PlainData, path: string, minimum: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= minimum) return value;
  throw invalid(path, value, `a whole number of at least ${minimum}`);
}

function show(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `an array of type ${value.constructor.name}`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
