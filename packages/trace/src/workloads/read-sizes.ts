import { LnsimError, nearestName } from "@lnsim/contracts";

/** The largest size that a one-line trace may name. */
const largestSize = 2 ** 31;

/** How the sizes of a one-line trace are written. */
export interface SizeForm {
  /** The whole name as it was given, such as "gemm:64,64,64". */
  readonly name: string;
  /** How it has to look, such as "gemm:M,N,K". */
  readonly form: string;
}

/** The error for a one-line trace that is none. */
export function badSizes({ name, form }: SizeForm, found: string, expected: string, nearest?: string): LnsimError {
  return new LnsimError({
    code: "invalid-value",
    message: `${name} is no trace of the form ${form}`,
    path: name,
    found,
    expected,
    ...(nearest !== undefined && { nearest }),
  });
}

/** One size: digits alone, from `minimum` to 2^31. Throws `invalid-value`. */
function readSize(text: string, label: string, sizes: SizeForm, minimum = 1): number {
  const size = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (size >= minimum && size <= largestSize) return size;
  throw badSizes(sizes, `${label} = ${text === "" ? "nothing" : text}`, `a whole number from ${minimum} to ${largestSize}`);
}

/** Sizes in the order of `labels`, with commas between them. Throws `invalid-value`. */
export function readSizeList(text: string, labels: readonly string[], sizes: SizeForm): readonly number[] {
  const parts = text.split(",");
  if (parts.length !== labels.length) throw badSizes(sizes, `${parts.length} size${parts.length === 1 ? "" : "s"}`, `${labels.length}: ${labels.join(", ")}`);
  return parts.map((part, i) => readSize(part, labels[i]!, sizes, labels[i] === "pad" ? 0 : 1));
}

/** Sizes by name, as in "layers=2,hidden=64"; those in `defaults` may be left out. Throws `invalid-value`. */
export function readNamedSizes<Name extends string>(
  text: string,
  names: readonly Name[],
  defaults: Partial<Record<Name, number>>,
  sizes: SizeForm,
): Readonly<Record<Name, number>> {
  const given = new Map<string, number>();
  for (const part of text.split(",")) {
    const [key, value, ...rest] = part.split("=") as [string, string?, ...string[]];
    if (!(names as readonly string[]).includes(key)) throw badSizes(sizes, key === "" ? "nothing" : key, names.join(", "), nearestName(key, names));
    if (value === undefined || rest.length > 0) throw badSizes(sizes, part, `${key}=N`);
    if (given.has(key)) throw badSizes(sizes, `${key} twice`, `${key} once`);
    given.set(key, readSize(value, key, sizes));
  }
  const read = names.map((name) => {
    const size = given.get(name) ?? defaults[name];
    if (size === undefined) throw badSizes(sizes, `no ${name}`, `${name}=N`);
    return [name, size] as const;
  });
  return Object.fromEntries(read) as Record<Name, number>;
}
