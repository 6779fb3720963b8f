import { mxPlugin, vsIntPlugin } from "@lnsim/format-block";
import formatFloat from "@lnsim/format-float";
import formatInteger from "@lnsim/format-integer";
import formatLns from "@lnsim/format-lns";
import formatLnsLog from "@lnsim/format-lns-log";
import optimizerAdam from "@lnsim/optimizer-adam";
import optimizerMadam from "@lnsim/optimizer-madam";
import optimizerSgd from "@lnsim/optimizer-sgd";
import optimizerSignSgd from "@lnsim/optimizer-sign-sgd";
import { loadPlugin } from "./load-plugin.ts";
import { builtIn, Registry, type RegistryOptions } from "./registry.ts";

/** The plugins that ship with lnsim. */
const shipped = [formatLns, formatLnsLog, formatFloat, formatInteger, mxPlugin, vsIntPlugin, optimizerMadam, optimizerSgd, optimizerAdam, optimizerSignSgd];

/**
 * A registry with the shipped plugins and those named by path or package; relative paths start at `folder`.
 *
 * @throws {LnsimError} for a plugin that cannot be found, loaded or accepted.
 */
export async function createRegistry(
  specifiers: readonly string[] = [],
  folder = process.cwd(),
  options: RegistryOptions = {},
): Promise<Registry> {
  const registry = new Registry(options);
  for (const plugin of shipped) registry.register(plugin, builtIn);
  for (const specifier of specifiers) await loadPlugin(registry, specifier, folder);
  return registry;
}
