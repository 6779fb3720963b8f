import { parseIdentifier } from "@lnsim/contracts";
import { isRecord } from "./is-record.ts";
import { refusal, refuseUnknownFields, type PluginSubject } from "./refusal.ts";

const fieldsByType: { readonly [type: string]: readonly string[] } = {
  integer: ["type", "default", "minimum", "maximum", "unit", "description"],
  number: ["type", "default", "minimum", "maximum", "unit", "description"],
  choice: ["type", "choices", "default", "description"],
  boolean: ["type", "default", "description"],
  text: ["type", "default", "description"],
};

/**
 * Checks parameter declarations that came from outside: types, ranges, defaults within them, sentences.
 *
 * @throws {LnsimError} code "plugin-invalid", naming plugin, field, found and expected.
 */
export function checkParameters(subject: PluginSubject, declarations: unknown, field = "parameters"): void {
  if (!isRecord(declarations)) throw refusal(subject, { field, found: declarations, expected: "an object" });
  for (const [name, parameter] of Object.entries(declarations)) {
    const at = `${field}.${name}`;
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw refusal(subject, { field: at, found: name, expected: "a name of letters and digits that starts in lower case" });
    }
    if (!isRecord(parameter)) throw refusal(subject, { field: at, found: parameter, expected: "a declaration" });
    checkParameter(subject, parameter, at);
  }
}

function checkParameter(subject: PluginSubject, parameter: Record<string, unknown>, at: string): void {
  const require = (key: string, holds: boolean, expected: string): void => {
    if (!holds) throw refusal(subject, { field: `${at}.${key}`, found: parameter[key], expected });
  };
  const known = fieldsByType[String(parameter.type)];
  require("type", known !== undefined, Object.keys(fieldsByType).join(" or "));
  refuseUnknownFields(subject, parameter, known!, `${at}.`);
  require("description", typeof parameter.description === "string" && parameter.description !== "", "a sentence");
  switch (parameter.type) {
    case "integer":
    case "number":
      checkRange(parameter as unknown as Range, require);
      break;
    case "choice":
      require("choices", isWordList(parameter.choices), "a list of words");
      require("default", (parameter.choices as unknown[]).includes(parameter.default), "one of the choices");
      break;
    default:
      require("default", typeof parameter.default === (parameter.type === "text" ? "string" : "boolean"), "a default");
  }
}

interface Range {
  readonly type: "integer" | "number";
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
  readonly unit: unknown;
}

function checkRange(range: Range, require: (key: string, holds: boolean, expected: string) => void): void {
  const isKind = range.type === "integer" ? Number.isSafeInteger : Number.isFinite;
  const kind = range.type === "integer" ? "a whole number" : "a finite number";
  require("minimum", isKind(range.minimum), kind);
  require("maximum", isKind(range.maximum) && range.maximum >= range.minimum, `${kind} not below the minimum`);
  const isWithin = isKind(range.default) && range.default >= range.minimum && range.default <= range.maximum;
  require("default", isWithin, `${kind} within the range`);
  require("unit", typeof range.unit === "string", "a unit, such as bit or 1");
}

/** Choices stand in identifiers, so they must survive there. */
function isWordList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((word) => typeof word === "string" && parseIdentifier(`x:key=${word}`)?.given[0]?.[1] === word)
  );
}
