import { LnsimError } from "@lnsim/contracts";

/** A sweep as a job array: each element runs one share of the points. */
export interface JobArray {
  /** What the job is called. */
  readonly name: string;
  /** Points of the sweep, for the comments. */
  readonly points: number;
  readonly shards: number;
  /** Elements that may run at the same time; as many as there is room for by default. */
  readonly limit?: number;
  /** Folder that the elements start in: relative paths of `words` start there. */
  readonly folder: string;
  /** What starts lnsim on a node, such as a Node and a file. */
  readonly program: readonly string[];
  /** Words of `lnsim sweep run`, without its shard, store and jobs. */
  readonly words: readonly string[];
  /** Where the results are to be joined, and where the elements keep their stores and logs until then. */
  readonly store: string;
  readonly parts: string;
  readonly resources: JobResources;
  /** Lines of shell that every element runs first, such as "module load nodejs". */
  readonly setup: readonly string[];
}

/** What each element asks for, in the words of the batch system. */
export interface JobResources {
  readonly partition?: string;
  /** Wall time, such as "2:00:00". */
  readonly time?: string;
  /** Memory, such as "4G". */
  readonly memory?: string;
  /** Points that run at the same time, each on a core of its own. */
  readonly jobs: number;
  /** Further directives, such as "account=physics". */
  readonly directives: readonly string[];
}

/** @throws {LnsimError} for numbers that no array has, and for values that would not stay on their line */
export function requireJobArray({ points, shards, limit, folder, store, resources, setup }: JobArray): void {
  requireCount("--shards", shards, { most: points, of: "points" });
  requireCount("--jobs", resources.jobs);
  if (limit !== undefined) requireCount("--array-limit", limit);
  for (const [flag, value] of [["--partition", resources.partition], ["--time", resources.time], ["--memory", resources.memory]] as const) {
    if (value !== undefined && !/^[\w:,.+-]+$/.test(value)) throw wrong(flag, value, "one word");
  }
  for (const directive of resources.directives) if (!/^[\w-]+(=[^\s"'\\]+)?$/.test(directive)) throw wrong("--directive", directive, "NAME or NAME=VALUE, without blanks");
  for (const [flag, path] of [["--store", store], ["the folder", folder]] as const) if (/[\r\n]/.test(path)) throw wrong(flag, path, "a path in one line");
  for (const line of setup) if (/[\r\n]/.test(line)) throw wrong("--setup", line, "one line; give the flag several times for several");
}

function requireCount(flag: string, found: number, { most, of }: { readonly most: number; readonly of: string } = { most: Infinity, of: "" }): void {
  if (Number.isSafeInteger(found) && found >= 1 && found <= most) return;
  throw wrong(flag, String(found), most === Infinity ? "a whole number from 1" : `a whole number from 1 to ${most}, the ${of} there are`);
}

function wrong(path: string, found: string, expected: string): LnsimError {
  return new LnsimError({ code: "invalid-value", message: "no job array can be made of that", path, found, expected });
}
