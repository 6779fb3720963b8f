import { LnsimError } from "@lnsim/contracts";
import { canonicalHash, outsidePlugins, programVersions, type OutsidePlugin, type RunPlanner, type RunRequest } from "@lnsim/simulator";

/** What loads the plugins of a point. */
export type PluginSource = Pick<RunRequest, "machine" | "plugins" | "folder">;

/** What of a program decides results: workers run points of their own environment only. */
export interface Environment {
  readonly versions: { readonly [name in keyof typeof programVersions]: string | number };
  /** From outside, sorted. */
  readonly plugins: readonly OutsidePlugin[];
  /** Where those come from, each once. */
  readonly sources: readonly PluginSource[];
}

/** The environment of points on this machine. @throws {LnsimError} for plugins that cannot be loaded. */
export async function environmentOf(sources: readonly PluginSource[], planner: RunPlanner): Promise<Environment> {
  const distinct = new Map(sources.map(({ machine, plugins, folder }) => {
    const source: PluginSource = { machine, ...(plugins !== undefined && { plugins }), ...(folder !== undefined && { folder }) };
    return [JSON.stringify(source), source];
  }));
  const plugins = new Map<string, OutsidePlugin>();
  const used = new Map<string, PluginSource>();
  for (const [key, source] of distinct) {
    const found = outsidePlugins((await planner.machine(source)).registry);
    if (found.length > 0) used.set(key, source);
    for (const plugin of found) plugins.set(JSON.stringify(plugin), plugin);
  }
  return { versions: programVersions, plugins: sorted(plugins), sources: sorted(used) };
}

function sorted<T>(byKey: ReadonlyMap<string, T>): readonly T[] {
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** The name of the queue of an environment: equal ones share one. */
export function queueName(environment: Environment): string {
  return canonicalHash(environment);
}

/** In what this machine differs from the environment of a queue, a text each; its plugins are looked for from each of the folders. */
export async function differencesFrom({ versions, plugins, sources }: Environment, planner: RunPlanner, folder: string): Promise<readonly string[]> {
  const names = Object.keys(versions) as (keyof typeof programVersions)[];
  const versionTexts = names.filter((name) => versions[name] !== programVersions[name]).map((name) => `${versionNames[name] ?? name} ${programVersions[name] ?? "none"} here and ${versions[name]} there`);
  if (versionTexts.length > 0) return versionTexts;
  const there = await pluginTexts(sources, plugins, planner);
  return there.length === 0 ? [] : pluginTexts(sources.map((source) => ({ ...source, folder })), plugins, planner);
}

const versionNames: { readonly [name in keyof typeof programVersions]: string } = { lnsim: "lnsim", contracts: "contracts of plugins", result: "schema of results" };

async function pluginTexts(sources: readonly PluginSource[], wanted: readonly OutsidePlugin[], planner: RunPlanner): Promise<readonly string[]> {
  try {
    const { plugins: own } = await environmentOf(sources, planner);
    const editionOf = (list: readonly OutsidePlugin[], { kind, name }: OutsidePlugin) => list.find((each) => each.kind === kind && each.name === name);
    return wanted.flatMap((plugin) => {
      const found = editionOf(own, plugin);
      if (found === undefined) return [`no ${plugin.kind} plugin ${plugin.name} here`];
      return found.edition === plugin.edition ? [] : [`another edition of the ${plugin.kind} plugin ${plugin.name} here`];
    });
  } catch (error) {
    if (!(error instanceof LnsimError)) throw error;
    return [`${error.message}${error.path === undefined ? "" : `: ${error.path}`}`];
  }
}
