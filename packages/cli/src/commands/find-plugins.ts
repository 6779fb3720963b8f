import { LnsimError, nearestName } from "@lnsim/contracts";
import { loadPlugin, type RegisteredPlugin, type Registry } from "@lnsim/simulator";

/**
 * The plugins that a name, a path or a package stands for; what is not registered yet is loaded.
 *
 * @throws {LnsimError} for a plugin that cannot be found, loaded or accepted.
 */
export async function findPlugins(registry: Registry, name: string): Promise<readonly RegisteredPlugin[]> {
  const known = registry.registered.filter(({ plugin }) => plugin.name === name);
  if (known.length > 0) return known;
  try {
    const loaded = await loadPlugin(registry, name, process.cwd());
    return registry.registered.filter(({ plugin }) => loaded.includes(plugin));
  } catch (error) {
    const nearest = nearestName(name, registry.registered.map(({ plugin }) => plugin.name));
    if (!(error instanceof LnsimError) || error.code !== "file-not-found" || nearest === undefined) throw error;
    throw new LnsimError({ code: "unknown-name", message: `there is no plugin "${name}"`, found: name, nearest });
  }
}
