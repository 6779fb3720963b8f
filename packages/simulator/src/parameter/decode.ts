import { LnsimError, nearestName } from "@lnsim/contracts";
import * as Result from "effect/Result";
import * as Schema from "effect/Schema";
import type { Issue } from "effect/SchemaIssue";
import { expectation } from "./expectation.ts";
import { eachParameter, isParameter, type ParameterTree, type ValueTree } from "./parameter-tree.ts";
import { treeSchema } from "./schema.ts";

/** Where a value of the input stands, for error messages: `machine.yaml:4:9`, "--set", ... */
export type Locate = (path: readonly string[]) => string | undefined;

/** What the decoded tree is called in errors, and how to find the place of a value. */
export interface DecodeContext {
  /** "machine description", "format lns", ... */
  readonly subject: string;
  readonly locate?: Locate;
}

/**
 * Checks `given` against the declarations and fills in the defaults.
 *
 * @throws {LnsimError} for a single wrong value; an AggregateError of LnsimErrors when there are several: all of them
 * are reported, unknown keys included.
 */
export function decodeTree(tree: ParameterTree, given: unknown, context: DecodeContext): ValueTree {
  const decoded = Schema.decodeUnknownResult(treeSchema(tree))(given, { errors: "all", onExcessProperty: "error" });
  if (Result.isSuccess(decoded)) return decoded.success;
  const paths = new Map([...leaves(decoded.failure.issue, [])].map((path) => [path.join("."), path]));
  const errors = [...paths.values()].map((path) => explain(tree, given, path, context));
  if (errors.length === 1) throw errors[0]!;
  throw new AggregateError(errors, `${errors.length} values of the ${context.subject} are wrong`);
}

/** The paths of the values that an issue is about. */
function* leaves(issue: Issue, path: readonly string[]): Generator<readonly string[]> {
  if (issue._tag === "Pointer") yield* leaves(issue.issue, [...path, ...issue.path.map(String)]);
  else if (issue._tag === "Composite") for (const inner of issue.issues) yield* leaves(inner, path);
  else if (issue._tag === "Encoding") yield* leaves(issue.issue, path);
  else yield path;
}

function explain(tree: ParameterTree, given: unknown, path: readonly string[], context: DecodeContext): LnsimError {
  const node = nodeAt(tree, path);
  const place = [path.join("."), context.locate?.(path)].filter((part) => part !== undefined && part !== "").join(" in ");
  if (node !== undefined) {
    const found = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], given);
    return new LnsimError({
      code: "invalid-value",
      message: `a value of the ${context.subject} is not accepted`,
      path: place === "" ? context.subject : place,
      found: shown(found),
      expected: isParameter(node) ? expectation(node) : `a section with ${Object.keys(node).join(", ")}`,
    });
  }
  const siblings = siblingNames(tree, path.slice(0, -1));
  const nearest = nearestPath(tree, path, siblings);
  return new LnsimError({
    code: "unknown-key",
    message: `the ${context.subject} has no "${path.join(".")}"`,
    path: place,
    expected: siblings.length === 0 ? "nothing here" : siblings.join(", "),
    ...(nearest !== undefined && { nearest }),
  });
}

/** A neighbour with nearly the same name, or else a parameter that is called so in another section. */
function nearestPath(tree: ParameterTree, path: readonly string[], siblings: readonly string[]): string | undefined {
  const name = path.at(-1)!;
  const sibling = nearestName(name, siblings);
  if (sibling !== undefined) return [...path.slice(0, -1), sibling].join(".");
  return [...eachParameter(tree)].map(([known]) => known).find((known) => known.endsWith(`.${name}`));
}

function siblingNames(tree: ParameterTree, section: readonly string[]): string[] {
  const node = nodeAt(tree, section);
  return node === undefined || isParameter(node) ? [] : Object.keys(node);
}

/** The declaration or section that a path leads to. */
function nodeAt(tree: ParameterTree, path: readonly string[]): ParameterTree[string] | undefined {
  return path.reduce<ParameterTree[string] | undefined>(
    (at, key) => (at === undefined || isParameter(at) || !Object.hasOwn(at, key) ? undefined : at[key]),
    tree,
  );
}

/** A value as it is shown in an error. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
}
