import { LnsimError, nearestName, type Plugin } from "@lnsim/contracts";
import type { RegisteredPlugin, Registry } from "@lnsim/simulator";
import { membersOf, type Member } from "../output/families.ts";
import { findPlugins } from "./find-plugins.ts";

/** One format or optimizer to examine: a member of a family, and the plugin that makes it. */
export interface CheckSubject extends Member {
  readonly plugin: Plugin;
  readonly source: string;
}

/**
 * What is to be examined: the default and all presets of the plugins that a name, a path or a package stands for, or the one
 * thing that an identifier or a preset names; and what `ids` add to it.
 *
 * @throws {LnsimError} for what cannot be found or loaded, and for an identifier of another plugin.
 */
export async function findSubjects(registry: Registry, name: string, ids: readonly string[]): Promise<readonly CheckSubject[]> {
  const owners = ownersOf(registry.registered, name).filter(({ plugin }) => plugin.name !== name);
  const found = owners.length > 0 ? owners : await findPlugins(registry, name);
  const subjects = owners.length > 0
    ? owners.map((owner) => subjectOf(registry, owner, name))
    : found.flatMap(({ plugin, source }) => membersOf(registry, plugin).map((member) => ({ ...member, plugin, source })));
  const added = ids.map((id) => subjectOf(registry, ownerOf(found, id), id));
  return [...subjects, ...added].filter(({ id, plugin }, index, all) => all.findIndex((each) => each.id === id && each.plugin === plugin) === index);
}

/** Plugins whose family or preset an identifier starts with. */
function ownersOf(plugins: readonly RegisteredPlugin[], identifier: string): readonly RegisteredPlugin[] {
  const head = identifier.split(":")[0]!;
  return plugins.filter(({ plugin }) => plugin.name === head || Object.hasOwn(plugin.presets ?? {}, head));
}

function ownerOf(found: readonly RegisteredPlugin[], identifier: string): RegisteredPlugin {
  const [owner] = ownersOf(found, identifier);
  if (owner !== undefined) return owner;
  const names = found.flatMap(({ plugin }) => [plugin.name, ...Object.keys(plugin.presets ?? {})]);
  const nearest = nearestName(identifier.split(":")[0]!, names);
  throw new LnsimError({
    code: "unknown-name",
    message: "--id names nothing that the plugin offers",
    path: "--id",
    found: identifier,
    expected: `one of ${names.join(", ")}, with parameters if need be`,
    ...(nearest !== undefined && { nearest }),
  });
}

function subjectOf(registry: Registry, { plugin, source }: RegisteredPlugin, identifier: string): CheckSubject {
  const { id } = registry.resolve(plugin.kind, identifier);
  const known = membersOf(registry, plugin).find((member) => member.id === id);
  return { ...(known ?? { name: id, aliases: [], id }), plugin, source };
}
