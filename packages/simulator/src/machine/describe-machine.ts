import { decodeTree } from "../parameter/decode.ts";
import type { ParameterTree, ValueTree } from "../parameter/parameter-tree.ts";
import { createRegistry } from "../plugin/builtin.ts";
import { loadPlugin } from "../plugin/load-plugin.ts";
import type { Registry } from "../plugin/registry.ts";
import { editMachine } from "./edit-machine.ts";
import type { Change } from "./edits.ts";
import { readLayers } from "./layer.ts";
import { machineTree, type MachineValues } from "./machine-tree.ts";
import { mergeLayers, type MergedLayers } from "./merge-layers.ts";

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

/** A machine as its files describe it, before any edit; what follows from it for many edits is read once. */
export interface WrittenMachine {
  readonly name: string;
  readonly description: string;
  /** The checked values. */
  readonly base: ValueTree;
  readonly merged: MergedLayers;
  readonly registry: Registry;
}

/**
 * Reads, merges and checks a machine description.
 *
 * @throws {LnsimError} for the first mistake in files, plugins or identifiers; an AggregateError of LnsimErrors when
 * several values are wrong.
 */
export async function describeMachine({ set = [], ...request }: MachineRequest): Promise<MachineDescription> {
  return editMachine(await readMachine(request), set);
}

/** Everything of {@link describeMachine} but the edits. @throws {LnsimError} like it. */
export async function readMachine(request: Omit<MachineRequest, "set">): Promise<WrittenMachine> {
  const folder = request.folder ?? process.cwd();
  const layers = await readLayers(request.machine, folder);
  const registry = await createRegistry(request.plugins, folder);
  for (const { head, source } of layers) {
    for (const plugin of head.plugins) await loadPlugin(registry, plugin, source.folder);
  }
  const merged = mergeLayers(layers, registry);
  const base = decodeTree(machineTree(registry, merged.body), merged.body, { subject: "machine description", locate: merged.locate });
  const { name, description } = layers.at(-1)!.head;
  return { name, description, base, merged, registry };
}
