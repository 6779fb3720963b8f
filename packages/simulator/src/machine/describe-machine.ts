import { LnsimError } from "@lnsim/contracts";
import { decodeTree } from "../parameter/decode.ts";
import { eachParameter, type ParameterTree, type ValueTree } from "../parameter/parameter-tree.ts";
import { createRegistry } from "../plugin/builtin.ts";
import { loadPlugin } from "../plugin/load-plugin.ts";
import type { Registry } from "../plugin/registry.ts";
import { applyEdits, parseEdit, type Change, type Edit } from "./edits.ts";
import { canonicalHash } from "./hash.ts";
import { overlay, readLayers, type Layer } from "./layer.ts";
import { machineTree, type MachineValues } from "./machine-tree.ts";
import { operandFormat } from "./operand-format.ts";

/** What names a machine. */
export interface MachineRequest {
  /** Preset name, or a YAML or TypeScript file. */
  readonly machine: string;
  /** Changes, as `path=value`, applied in order after everything else. */
  readonly set?: readonly string[];
  /** Paths or packages of plugins to load before the description is read. */
  readonly plugins?: readonly string[];
  /** Where relative paths start; the current folder by default. */
  readonly folder?: string;
}

/** A checked machine description. */
export interface MachineDescription {
  readonly name: string;
  readonly description: string;
  /** Every value, defaults included, in the shape of {@link MachineDescription.tree}. */
  readonly values: MachineValues;
  /** The declarations behind the values; the datapath's come from the operand format. */
  readonly tree: ParameterTree;
  /** Where each value comes from, by dotted path: "default", "preset lns-madam", "mine.yaml:3:5", "--set". */
  readonly origins: ReadonlyMap<string, string>;
  /** What `--set` changed. */
  readonly changes: readonly Change[];
  /** SHA-256 of the values: equal machines have equal hashes, whatever they are called. */
  readonly hash: string;
  readonly registry: Registry;
}

/**
 * Reads, merges and checks a machine description.
 *
 * @throws {LnsimError} for the first mistake in files, plugins or identifiers; an AggregateError of LnsimErrors when
 * several values are wrong.
 */
export async function describeMachine(request: MachineRequest): Promise<MachineDescription> {
  const folder = request.folder ?? process.cwd();
  const edits = (request.set ?? []).map(parseEdit);
  const layers = await readLayers(request.machine, folder);
  const registry = await createRegistry(request.plugins, folder);
  for (const { head, source } of layers) {
    for (const plugin of head.plugins) await loadPlugin(registry, plugin, source.folder);
  }
  const merged = merge(layers, registry);
  const tree = machineTree(registry, merged.body);
  const base = decodeTree(tree, merged.body, { subject: "machine description", locate: merged.locate });
  const edited = edit(base, edits, registry);
  return {
    name: layers.at(-1)!.head.name,
    description: layers.at(-1)!.head.description,
    ...edited,
    origins: originsOf(edited.tree, merged.origins, edited.changes),
    hash: canonicalHash(edited.values),
    registry,
  };
}

interface Merged {
  readonly body: Layer["body"];
  /** Origin by dotted path, of leaves and sections. */
  readonly origins: ReadonlyMap<string, string>;
  readonly locate: (path: readonly string[]) => string | undefined;
}

/** Lays the layers over each other. A layer that changes the operand format starts from the new format's datapath. */
function merge(layers: readonly Layer[], registry: Registry): Merged {
  let body: Layer["body"] = {};
  const origins = new Map<string, string>();
  for (const { body: upper, source } of layers) {
    body = overlay(withoutForeignDatapath(body, overlay(body, upper), registry), upper);
    for (const path of leafPaths(upper)) origins.set(path, source.locate(path.split(".")) ?? source.origin);
  }
  const locate = (path: readonly string[]): string | undefined =>
    layers.findLast(({ body: written }) => reach(written, path) !== undefined)?.source.locate(path);
  return { body, origins, locate };
}

/** Datapath parameters belong to a family of formats: those of another family than the new one are dropped. */
function withoutForeignDatapath(before: Layer["body"], after: Layer["body"], registry: Registry): Layer["body"] {
  const family = (body: Layer["body"]): string => registry.resolve("format", operandFormat(body)).plugin.name;
  const { numerics } = before;
  if (numerics === undefined || family(before) === family(after)) return before;
  const { datapath: _, ...rest } = numerics as { readonly [key: string]: unknown };
  return { ...before, numerics: rest };
}

function edit(
  base: ValueTree,
  edits: readonly Edit[],
  registry: Registry,
): Pick<MachineDescription, "values" | "tree" | "changes"> {
  for (const { path } of edits) requireOwnKey(path);
  const [drafted] = applyEdits(base, edits);
  const start = withoutForeignDatapath(base, drafted, registry);
  const [edited, changes] = applyEdits(start, edits);
  const tree = machineTree(registry, edited);
  const values = decodeTree(tree, edited, { subject: "machine description", locate: () => "--set" });
  return { values: values as unknown as MachineValues, tree, changes };
}

/** Edits change values of the machine; what is about the description is written in a description. */
function requireOwnKey(path: readonly string[]): void {
  if (!["name", "description", "extends", "plugins"].includes(path[0]!)) return;
  throw new LnsimError({
    code: "unsupported",
    message: `--set cannot change ${path[0]}`,
    path: path.join("."),
    remedy: path[0] === "plugins" ? "load plugins with --plugin" : "write a machine description with it",
  });
}

function originsOf(tree: ParameterTree, written: ReadonlyMap<string, string>, changes: readonly Change[]): Map<string, string> {
  const changed = new Set(changes.map(({ path }) => path));
  const dropped = changes.some(({ path }) => path.startsWith("numerics.datapath") === false && path.startsWith("numerics."));
  const origins = new Map<string, string>();
  for (const [path] of eachParameter(tree)) {
    if (changed.has(path)) origins.set(path, "--set");
    else if (dropped && path.startsWith("numerics.datapath.") && !changed.has(path)) origins.set(path, "default");
    else origins.set(path, written.get(path) ?? "default");
  }
  return origins;
}

function* leafPaths(body: Layer["body"], prefix = ""): Generator<string> {
  for (const [key, value] of Object.entries(body)) {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) yield* leafPaths(value as Layer["body"], `${prefix}${key}.`);
    else yield prefix + key;
  }
}

function reach(body: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], body);
}
