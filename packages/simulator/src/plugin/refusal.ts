import { LnsimError, nearestName } from "@lnsim/contracts";

/** What a check of a plugin needs to say where it stands. */
export interface PluginSubject {
  /** Where the plugin came from: a path, a package, "built in". */
  readonly source: string;
  /** Its name, as far as it is known. */
  readonly name: string;
}

/** Whether values are sent through what a plugin makes, or only its fields are looked at. */
export type BehaviourCheck = "checked" | "unchecked";

/** One fault of a plugin. */
export interface Fault {
  /** The field, as a dotted path from the plugin: "parameters.bits.minimum". */
  readonly field: string;
  readonly found: unknown;
  readonly expected: string;
  readonly remedy?: string;
}

/** The error that refuses a plugin: plugin, field, found, expected. */
export function refusal(subject: PluginSubject, fault: Fault): LnsimError {
  return new LnsimError({
    code: "plugin-invalid",
    message: `plugin ${subject.name} is refused: ${fault.field} is not what the contract asks for`,
    path: `${fault.field} in ${subject.source}`,
    found: shown(fault.found),
    expected: fault.expected,
    ...(fault.remedy !== undefined && { remedy: fault.remedy }),
  });
}

/** Refuses fields that the contract does not know; a slip is answered with the nearest name. */
export function refuseUnknownFields(subject: PluginSubject, value: object, known: readonly string[], prefix = ""): void {
  for (const field of Object.keys(value)) {
    if (known.includes(field)) continue;
    const nearest = nearestName(field, known);
    throw new LnsimError({
      code: "plugin-invalid",
      message: `plugin ${subject.name} is refused: the contract has no field ${prefix}${field}`,
      path: `${prefix}${field} in ${subject.source}`,
      found: prefix + field,
      expected: known.join(", "),
      ...(nearest !== undefined && { nearest: prefix + nearest }),
    });
  }
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function") return "a function";
  if (typeof value === "string") return JSON.stringify(value);
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Uint8Array).length})`;
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return String(value);
}
