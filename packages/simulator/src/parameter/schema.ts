import type { Parameter } from "@lnsim/contracts";
import * as Effect from "effect/Effect";
import * as Schema from "effect/Schema";
import { expectation } from "./expectation.ts";
import { isParameter, type ParameterTree, type ValueTree } from "./parameter-tree.ts";

/** Schemas of trees and their sections, which are mostly the same in all descriptions of a process. */
const schemas = new WeakMap<ParameterTree, Schema.Codec<ValueTree, unknown>>();

/**
 * The schema of a tree of declarations: the one derivation behind decoding, documentation and sweep axes.
 * Absent keys and sections take their defaults. Trees are not changed: the same tree has the same schema.
 */
export function treeSchema(tree: ParameterTree): Schema.Codec<ValueTree, unknown> {
  const made = schemas.get(tree) ?? makeSchema(tree);
  schemas.set(tree, made);
  return made;
}

function makeSchema(tree: ParameterTree): Schema.Codec<ValueTree, unknown> {
  const fields = Object.fromEntries(
    Object.entries(tree).map(([name, node]) => [name, isParameter(node) ? withDefault(node) : section(node)]),
  );
  return Schema.Struct(fields) as unknown as Schema.Codec<ValueTree, unknown>;
}

/** A schema of one scalar value. */
export type ScalarSchema = Schema.Codec<number | string | boolean, unknown>;

/** The schema of one declaration, without its default. */
function parameterSchema(parameter: Parameter): ScalarSchema {
  const annotations = {
    description: parameter.description,
    expected: expectation(parameter),
    default: parameter.default,
    ...("unit" in parameter && { unit: parameter.unit }),
  };
  return (valueSchema(parameter) as ScalarSchema).annotate(annotations) as ScalarSchema;
}

function valueSchema(parameter: Parameter): unknown {
  switch (parameter.type) {
    case "integer":
      return Schema.Int.check(Schema.isBetween(parameter));
    case "number":
      return Schema.Finite.check(Schema.isBetween(parameter));
    case "choice":
      return Schema.Literals(parameter.choices);
    case "boolean":
      return Schema.Boolean;
    case "text":
      return Schema.String;
  }
}

function withDefault(parameter: Parameter) {
  return parameterSchema(parameter).pipe(Schema.withDecodingDefaultKey(Effect.succeed(parameter.default)));
}

function section(tree: ParameterTree) {
  return treeSchema(tree).pipe(Schema.withDecodingDefaultKey(Effect.succeed({})));
}
