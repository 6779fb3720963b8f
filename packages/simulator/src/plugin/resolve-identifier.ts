import {
  canonicalIdentifier,
  LnsimError,
  nearestName,
  parseIdentifier,
  type Plugin,
} from "@lnsim/contracts";
import { parseScalar } from "../parameter/scalar.ts";
import { parseParameters, type PlainValues } from "./parse-parameters.ts";

/** An identifier that was found among the plugins, with all its parameters. */
export interface ResolvedIdentifier {
  readonly plugin: Plugin;
  /** Canonical: only what differs from the defaults, in declared order. */
  readonly id: string;
  readonly values: PlainValues;
}

/**
 * Finds what an identifier names: a family with parameters (`lns:bits=6`), a preset (`lns8`), or a preset with changes
 * (`lns8:zero=none`).
 *
 * @throws {LnsimError} for an unknown name or key (with the nearest one) or a value out of range.
 */
export function resolveIdentifier(plugins: readonly Plugin[], text: string, kind: Plugin["kind"]): ResolvedIdentifier {
  const what = kind === "format" ? "number format" : "optimizer";
  const parsed = parseIdentifier(text.trim());
  if (parsed === undefined) {
    throw new LnsimError({
      code: "syntax",
      message: `"${text}" does not name a ${what}`,
      found: text,
      expected: "NAME or NAME:key=value,key=value",
    });
  }
  const plugin = plugins.find(({ name, presets }) => name === parsed.name || presets?.[parsed.name] !== undefined);
  if (plugin === undefined) {
    const names = plugins.flatMap(({ name, presets }) => [name, ...Object.keys(presets ?? {})]);
    const nearest = nearestName(parsed.name, names);
    throw new LnsimError({
      code: "unknown-name",
      message: `there is no ${what} "${parsed.name}"`,
      found: text,
      expected: names.join(", "),
      ...(nearest !== undefined && { nearest }),
      remedy: `"lnsim ${kind} list" lists them; --plugin loads more`,
    });
  }
  const given = Object.fromEntries(parsed.given.map(([key, value]) => [key, parseScalar(value)]));
  const preset = plugin.name === parsed.name ? {} : plugin.presets![parsed.name];
  const values = parseParameters(plugin.parameters, { ...preset, ...given }, `${what} ${parsed.name}`);
  return { plugin, id: canonicalIdentifier(plugin.name, plugin.parameters, values), values };
}
