import { LnsimError } from "@lnsim/contracts";
import { enablePatches, produceWithPatches, type Patch } from "immer";
import { parseScalar } from "../parameter/scalar.ts";
import { isRecord } from "../plugin/is-record.ts";

/** One change of a description: where, and to what. */
export interface Edit {
  readonly path: readonly string[];
  readonly value: number | boolean | string;
}

/** A change as it is reported. */
export interface Change {
  /** Dotted path. */
  readonly path: string;
  /** The value before, or null where there was none. */
  readonly from: unknown;
  readonly to: unknown;
}

enablePatches();

/** Reads `path=value`. @throws {LnsimError} code "syntax". */
export function parseEdit(text: string): Edit {
  const match = /^([a-zA-Z][\w.-]*?)\s*=\s*(.*)$/s.exec(text);
  if (match === null || match[1]!.split(".").some((key) => key === "" || key === "__proto__")) {
    throw new LnsimError({
      code: "syntax",
      message: `--set ${text} changes nothing`,
      found: text,
      expected: "path=value, such as pe.lanes=16",
    });
  }
  return { path: match[1]!.split("."), value: parseScalar(match[2]!.trim()) };
}

/**
 * Applies edits to plain data and says what they changed, in their order. The base stays as it is; what did not change is shared.
 *
 * @throws {LnsimError} code "unknown-key" where an edit goes through a value that is no section.
 */
export function applyEdits<T extends object>(base: T, edits: readonly Edit[]): readonly [edited: T, changes: readonly Change[]] {
  const [edited, patches] = produceWithPatches(base, (draft) => {
    for (const edit of edits) applyEdit(draft as Record<string, unknown>, edit);
  });
  const order = edits.map(({ path }) => path.join("."));
  const changes = patches.map((patch) => changeOf(base, patch));
  return [edited as T, changes.sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path))];
}

function applyEdit(draft: Record<string, unknown>, { path, value }: Edit): void {
  let section = draft;
  for (const key of path.slice(0, -1)) {
    if (!Object.hasOwn(section, key)) section[key] = {};
    const next = section[key];
    if (!isRecord(next)) {
      throw new LnsimError({
        code: "unknown-key",
        message: `--set ${path.join(".")} goes through "${key}", which is a value and no section`,
        path: path.join("."),
        found: JSON.stringify(next),
      });
    }
    section = next;
  }
  section[path.at(-1)!] = value;
}

function changeOf(base: object, patch: Patch): Change {
  const from = patch.path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], base);
  return { path: patch.path.join("."), from: from ?? null, to: patch.value ?? null };
}
