import type { NumberFormat } from "./number-format.ts";
import type { Optimizer } from "./optimizer.ts";
import type { ParameterDeclarations, ParameterValues } from "./parameter.ts";

/** The version of these contracts. A plugin states the one it was written for; the host accepts only its own. */
export const contractVersion = 1;

interface PluginBase<Declarations extends ParameterDeclarations, Made> {
  readonly contract: 1;
  /** Family name: lower case, digits and hyphens; the first part of identifiers. */
  readonly name: string;
  /** One sentence that ends with a full stop. */
  readonly description: string;
  readonly parameters: Declarations;
  /** Short names for parameter sets, such as `lns8`: usable wherever an identifier is. */
  readonly presets?: { readonly [alias: string]: Partial<ParameterValues<Declarations>> };
  /** Makes the thing; `id` is its canonical identifier, built by the host. Throws when values do not go together. */
  create(values: ParameterValues<Declarations>, id: string): Made;
}

/** A family of number formats. */
export interface FormatPlugin<Declarations extends ParameterDeclarations = ParameterDeclarations>
  extends PluginBase<Declarations, NumberFormat> {
  readonly kind: "format";
}

/** A family of weight-update rules. */
export interface OptimizerPlugin<Declarations extends ParameterDeclarations = ParameterDeclarations>
  extends PluginBase<Declarations, Optimizer> {
  readonly kind: "optimizer";
}

export type Plugin = FormatPlugin | OptimizerPlugin;

/** Adds types to a format plugin, and nothing else: a plain object of the same shape is as good. */
export function defineFormat<const Declarations extends ParameterDeclarations>(
  plugin: FormatPlugin<Declarations>,
): FormatPlugin<Declarations> {
  return plugin;
}

/** Adds types to an optimizer plugin, and nothing else: a plain object of the same shape is as good. */
export function defineOptimizer<const Declarations extends ParameterDeclarations>(
  plugin: OptimizerPlugin<Declarations>,
): OptimizerPlugin<Declarations> {
  return plugin;
}
