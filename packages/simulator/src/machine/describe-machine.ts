import { LnsimError } from "@lnsim/contracts";
import { decodeTree, type Locate } from "../parameter/decode.ts";
import { eachParameter, type ParameterTree, type ValueTree } from "../parameter/parameter-tree.ts";
import { withPath } from "../parameter/with-path.ts";
import { createRegistry } from "../plugin/builtin.ts";
import { loadPlugin } from "../plugin/load-plugin.ts";
import type { Registry } from "../plugin/registry.ts";
import { applyEdits, parseEdit, type Change, type Edit } from "./edits.ts";
import { arithmeticHash, canonicalHash } from "./hash.ts";
import { readLayers } from "./layer.ts";
import { machineTree, type MachineValues } from "./machine-tree.ts";
import { mergeLayers, underOtherFormat, type Body, type MergedLayers } from "./merge-layers.ts";
import { reach } from "./reach.ts";

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
  /** SHA-256 of what decides the bits of a training: machines that differ in time and energy only share it. */
  readonly arithmeticHash: string;
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
  const merged = mergeLayers(layers, registry);
  const tree = machineTree(registry, merged.body);
  const base = decodeTree(tree, merged.body, { subject: "machine description", locate: merged.locate });
  const edited = editMachine({ base, merged, edits, registry });
  return {
    name: layers.at(-1)!.head.name,
    description: layers.at(-1)!.head.description,
    values: edited.values,
    tree: edited.tree,
    changes: edited.changes,
    origins: originsOf(edited, merged.origins),
    hash: canonicalHash(edited.values),
    arithmeticHash: arithmeticHash(edited.values),
    registry,
  };
}

interface Editing {
  /** The checked values before the edits. */
  readonly base: ValueTree;
  readonly merged: MergedLayers;
  readonly edits: readonly Edit[];
  readonly registry: Registry;
}

interface EditedMachine extends Pick<MachineDescription, "values" | "tree" | "changes"> {
  /** What was written, edits included; all else is default. */
  readonly body: Body;
}

/** Edits what was written, so that defaults that depend on an edited value follow it; reports against the checked values. */
function editMachine({ base, merged, edits, registry }: Editing): EditedMachine {
  for (const { path } of edits) requireOwnKey(path);
  const [, changes] = applyEdits(base, edits);
  const [drafted] = applyEdits(merged.body, edits);
  const start = withPath("--set", () => underOtherFormat(merged.body, drafted, registry));
  const [body] = applyEdits(start, edits);
  const tree = machineTree(registry, body);
  const isEdited = (path: readonly string[]): boolean => edits.some((edit) => path.every((key, i) => edit.path[i] === key));
  const locate: Locate = (path) => (isEdited(path) ? "--set" : merged.locate(path));
  const values = decodeTree(tree, body, { subject: "machine description", locate });
  return { values: values as unknown as MachineValues, tree, changes, body };
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

function originsOf({ tree, changes, body }: EditedMachine, written: ReadonlyMap<string, string>): Map<string, string> {
  const changed = new Set(changes.map(({ path }) => path));
  const origins = new Map<string, string>();
  for (const [path] of eachParameter(tree)) {
    const isWritten = reach(body, path.split(".")) !== undefined;
    origins.set(path, changed.has(path) ? "--set" : ((isWritten ? written.get(path) : undefined) ?? "default"));
  }
  return origins;
}
