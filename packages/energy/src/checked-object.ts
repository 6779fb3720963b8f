import { LnsimError, nearestName } from "@lnsim/contracts";

/** One object of untrusted JSON, read field by field; every error names the path of the field. Call {@link CheckedObject.end} last. */
export class CheckedObject {
  readonly path: string;
  readonly #fields: { readonly [key: string]: unknown };
  readonly #known = new Set<string>();

  /** Throws when `value` is not a plain object. */
  constructor(value: unknown, path: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(path, value, "an object");
    this.path = path;
    this.#fields = value as { readonly [key: string]: unknown };
  }

  has(key: string): boolean {
    this.#known.add(key);
    return this.#fields[key] !== undefined;
  }

  /** The raw value of a field that has to be there. */
  value(key: string): unknown {
    if (!this.has(key)) {
      const found = `only ${Object.keys(this.#fields).join(", ")}`;
      throw new LnsimError({ code: "missing-value", message: "a field of an energy table is missing", path: this.at(key), found });
    }
    return this.#fields[key];
  }

  /** Text that is not empty. */
  text(key: string): string {
    const value = this.value(key);
    if (typeof value !== "string" || value.trim() === "") throw invalid(this.at(key), value, "a text that is not empty");
    return value;
  }

  /** A list of texts that are not empty; the list is not empty either. */
  texts(key: string): string[] {
    const value = this.value(key);
    const isValid = Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string" && item.trim() !== "");
    if (!isValid) throw invalid(this.at(key), value, "a list of texts that is not empty");
    return value;
  }

  choice<Choice extends string>(key: string, choices: readonly Choice[]): Choice {
    const value = this.value(key);
    if (!choices.includes(value as Choice)) {
      throw invalid(this.at(key), value, `one of ${choices.join(", ")}`, typeof value === "string" ? nearestName(value, choices) : undefined);
    }
    return value as Choice;
  }

  /** A finite number that is not negative. */
  number(key: string): number {
    return checkedNumber(this.value(key), this.at(key));
  }

  /** A finite number above zero: no price, size or time is ever nothing. */
  positive(key: string): number {
    const value = this.number(key);
    if (value === 0) throw invalid(this.at(key), value, "a number above 0");
    return value;
  }

  /** A whole number of at least 1. */
  count(key: string): number {
    const value = this.value(key);
    if (!Number.isSafeInteger(value) || (value as number) < 1) throw invalid(this.at(key), value, "a whole number of at least 1");
    return value as number;
  }

  object(key: string): CheckedObject {
    return new CheckedObject(this.value(key), this.at(key));
  }

  /** Every element of a list, read by `read`; the list has at least one. */
  list<Item>(key: string, read: (item: CheckedObject) => Item): Item[] {
    const value = this.value(key);
    if (!Array.isArray(value) || value.length === 0) throw invalid(this.at(key), value, "a list that is not empty");
    return value.map((item, index) => read(new CheckedObject(item, `${this.at(key)}[${index}]`)));
  }

  /** All fields, each read by `read`, in the order they stand. */
  entries<Item>(read: (object: CheckedObject, key: string) => Item): { [key: string]: Item } {
    const entries = Object.keys(this.#fields).map((key) => [key, read(this, key)] as const);
    if (entries.length === 0) throw invalid(this.path, {}, "an object that is not empty");
    return Object.fromEntries(entries);
  }

  at(key: string): string {
    return `${this.path}.${key}`;
  }

  /** Throws when the object has a field that nothing has asked for. */
  end(): void {
    for (const key of Object.keys(this.#fields)) {
      if (this.#known.has(key)) continue;
      const nearest = nearestName(key, this.#known);
      throw new LnsimError({
        code: "unknown-key",
        message: "an energy table has a field that is not part of its schema",
        path: this.at(key),
        expected: [...this.#known].join(", "),
        ...(nearest === undefined ? {} : { nearest }),
      });
    }
  }
}

/** The error for a value that is not of the expected form. */
export function invalid(path: string, found: unknown, expected: string, nearest?: string): LnsimError {
  const shown = JSON.stringify(found) ?? String(found);
  return new LnsimError({
    code: "invalid-value",
    message: "an energy table has a field that is not valid",
    path,
    found: shown.length > 80 ? `${shown.slice(0, 77)}...` : shown,
    expected,
    ...(nearest === undefined ? {} : { nearest }),
  });
}

function checkedNumber(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) throw invalid(path, value, "a number that is not negative");
  return value;
}
