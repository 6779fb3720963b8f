import { LnsimError } from "@lnsim/contracts";
import { decodeTree, type Locate } from "../parameter/decode.ts";
import { eachParameter } from "../parameter/parameter-tree.ts";
import { withPath } from "../parameter/with-path.ts";
import type { MachineDescription, WrittenMachine } from "./describe-machine.ts";
import { applyEdits, parseEdit, type Edit } from "./edits.ts";
import { arithmeticHash, canonicalHash } from "./hash.ts";
import { machineTree, type MachineValues } from "./machine-tree.ts";
import { underOtherFormat, type Body } from "./merge-layers.ts";
import { reach } from "./reach.ts";

/**
 * A machine with some of its values changed.
 *
 * @param set changes, as `path=value`, applied in order
 * @throws {LnsimError} for an edit that changes nothing of the machine; an AggregateError of them for several wrong values.
 */
export function editMachine(written: WrittenMachine, set: readonly string[]): MachineDescription {
  const { name, description, registry } = written;
  const edited = withEdits(written, set.map(parseEdit));
  const { values, tree, changes } = edited;
  const origins = originsOf(edited, written.merged.origins);
  return { name, description, values, tree, changes, origins, hash: canonicalHash(values), arithmeticHash: arithmeticHash(values), registry };
}

interface EditedMachine extends Pick<MachineDescription, "values" | "tree" | "changes"> {
  /** What was written, edits included; all else is default. */
  readonly body: Body;
}

/** Edits what was written, so that defaults that depend on an edited value follow it; reports against the checked values. */
function withEdits({ base, merged, registry }: WrittenMachine, edits: readonly Edit[]): EditedMachine {
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
