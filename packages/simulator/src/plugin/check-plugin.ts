import { contractVersion, type Plugin } from "@lnsim/contracts";
import { checkParameters } from "./check-parameters.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { isRecord } from "./is-record.ts";
import { parseParameters } from "./parse-parameters.ts";
import { refusal, refuseUnknownFields, type PluginSubject } from "./refusal.ts";

const fields = ["contract", "kind", "name", "description", "parameters", "presets", "create"];

/** Plugins that passed: they are frozen, so that they need not be looked at again. */
const accepted = new WeakSet<object>();

/**
 * Checks a value that claims to be a plugin, field by field, and returns it deeply frozen.
 *
 * @throws {LnsimError} code "plugin-invalid" for the first fault: plugin, field, found, expected, nearest name.
 */
export function checkPlugin(value: unknown, source: string): Plugin {
  if (isRecord(value) && accepted.has(value)) return value as unknown as Plugin;
  const name = isRecord(value) && typeof value.name === "string" ? value.name : source;
  const subject: PluginSubject = { source, name };
  if (!isRecord(value)) {
    throw refusal(subject, {
      field: "the default export",
      found: value,
      expected: "a plugin: an object with contract, kind, name, description, parameters and create",
    });
  }
  const require = (field: string, holds: boolean, expected: string): void => {
    if (!holds) throw refusal(subject, { field, found: value[field], expected });
  };
  checkContract(subject, value.contract);
  refuseUnknownFields(subject, value, fields);
  require("kind", value.kind === "format" || value.kind === "optimizer", "format or optimizer");
  require("name", typeof value.name === "string" && /^[a-z][a-z0-9-]*$/.test(value.name), "lower-case letters, digits and hyphens, a letter first");
  require("description", typeof value.description === "string" && value.description !== "", "a sentence");
  checkParameters(subject, value.parameters);
  require("create", typeof value.create === "function", "a function (values, id)");
  const plugin = value as unknown as Plugin;
  checkPresets(subject, plugin);
  accepted.add(plugin);
  return deepFreeze(plugin);
}

function checkContract(subject: PluginSubject, found: unknown): void {
  if (found === contractVersion) return;
  throw refusal(subject, {
    field: "contract",
    found,
    expected: String(contractVersion),
    ...(typeof found === "number" && {
      remedy:
        found > contractVersion
          ? "install a newer lnsim, or a version of the plugin for this one"
          : `install a version of the plugin for contract ${contractVersion}`,
    }),
  });
}

function checkPresets(subject: PluginSubject, plugin: Plugin): void {
  if (plugin.presets === undefined) return;
  if (!isRecord(plugin.presets)) throw refusal(subject, { field: "presets", found: plugin.presets, expected: "an object" });
  for (const [alias, values] of Object.entries(plugin.presets)) {
    const field = `presets.${alias}`;
    if (!/^[a-z][a-z0-9-]*$/.test(alias)) throw refusal(subject, { field, found: alias, expected: "a lower-case name" });
    if (!isRecord(values)) throw refusal(subject, { field, found: values, expected: "an object of parameter values" });
    try {
      parseParameters(plugin.parameters, values, `preset ${alias} of plugin ${subject.name}`);
    } catch (error) {
      const first = error instanceof AggregateError ? error.errors[0] : error;
      throw refusal(subject, { field: `${field}.${first.path}`, found: values[first.path], expected: first.expected });
    }
  }
}
