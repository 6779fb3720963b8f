import { withDefaults, type ParameterDeclarations, type ParameterValues } from "./parameter.ts";

/** An identifier taken apart: `lns:bits=6,gamma=2` is the family `lns` with two given parameters. */
export interface ParsedIdentifier {
  readonly name: string;
  /** Given parameters as text, in the order they stand; values are parsed against the declarations by the host. */
  readonly given: readonly (readonly [key: string, value: string])[];
}

/** Takes an identifier apart, or returns undefined when it does not have the form `name[:key=value,...]`. */
export function parseIdentifier(text: string): ParsedIdentifier | undefined {
  const match = /^([a-z][a-z0-9-]*)(?::(.+))?$/.exec(text);
  if (match === null) return undefined;
  const given: (readonly [string, string])[] = [];
  for (const part of match[2]?.split(",") ?? []) {
    const equals = part.indexOf("=");
    if (equals <= 0) return undefined;
    given.push([part.slice(0, equals).trim(), part.slice(equals + 1).trim()]);
  }
  return { name: match[1]!, given };
}

/** The canonical identifier: the family name and, in declared order, the parameters that differ from their defaults. */
export function canonicalIdentifier(
  name: string,
  declarations: ParameterDeclarations,
  values: { readonly [key: string]: unknown },
): string {
  const parts = Object.keys(declarations)
    .filter((key) => values[key] !== declarations[key]!.default)
    .map((key) => `${key}=${String(values[key])}`);
  return parts.length === 0 ? name : `${name}:${parts.join(",")}`;
}

/**
 * The parameter values that a canonical identifier of the family `name` stands for; undefined when it is of another
 * family. This is how a datapath reads the format on its right: a canonical identifier holds checked values.
 */
export function parametersOf<Declarations extends ParameterDeclarations>(
  id: string,
  name: string,
  declarations: Declarations,
): ParameterValues<Declarations> | undefined {
  const parsed = parseIdentifier(id);
  if (parsed === undefined || parsed.name !== name) return undefined;
  const given: Record<string, unknown> = {};
  for (const [key, text] of parsed.given) {
    const type = declarations[key]?.type;
    if (type === undefined) return undefined;
    if (type === "boolean") given[key] = text === "true";
    else given[key] = type === "integer" || type === "number" ? Number(text) : text;
  }
  return withDefaults(declarations, given as Partial<ParameterValues<Declarations>>);
}
