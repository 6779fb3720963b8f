import * as Schema from "effect/Schema";
import { RunResultSchema } from "./run-result.ts";

/** The JSON Schema (draft 2020-12) of results, derived from {@link RunResultSchema}; unknown keys are refused. */
export function resultJsonSchema(): object {
  const { schema, definitions } = Schema.toJsonSchemaDocument(RunResultSchema, { onExcessProperty: "error" });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Result of lnsim run",
    ...schema,
    ...(Object.keys(definitions).length > 0 && { $defs: definitions }),
  };
}
