import type { ParameterDeclarations } from "@lnsim/contracts";
import { decodeTree } from "../parameter/decode.ts";

/** Plain checked values of a set of declarations. */
export type PlainValues = { readonly [name: string]: number | string | boolean };

/**
 * Checks given parameter values against their declarations and fills in the defaults.
 *
 * @throws {LnsimError} for one wrong value, an AggregateError of them for several.
 */
export function parseParameters(
  declarations: ParameterDeclarations,
  given: { readonly [name: string]: unknown },
  subject: string,
): PlainValues {
  return decodeTree(declarations, given, { subject }) as PlainValues;
}
