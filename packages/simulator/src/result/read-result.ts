import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import * as Result from "effect/Result";
import * as Schema from "effect/Schema";
import type { Issue } from "effect/SchemaIssue";
import { isRecord } from "../plugin/is-record.ts";
import { resultSchemaVersion, RunResultSchema, type RunResult } from "./run-result.ts";

/**
 * Reads a result that `lnsim run --format json` has printed.
 *
 * @param folder where a relative path starts
 * @throws {LnsimError} for a file that is not there, is no JSON, or is no result of this version, naming the first field that differs.
 */
export function readResult(name: string, folder: string): RunResult {
  const given = parseJson(name, textOf(name, folder));
  const version = isRecord(given) ? given["schema"] : undefined;
  if (!isRecord(given) || typeof version !== "number") throw noResult(name, given);
  if (version !== resultSchemaVersion) throw otherVersion(name, version);
  const decoded = Schema.decodeUnknownResult(RunResultSchema)(given, { onExcessProperty: "error" });
  if (Result.isSuccess(decoded)) return decoded.success;
  throw new LnsimError({
    code: "invalid-value",
    message: "this is no result of lnsim run, or it was changed",
    path: `${pathOf(decoded.failure.issue).join(".")} in ${name}`,
    remedy: "write it again with lnsim run --format json",
  });
}

function textOf(name: string, folder: string): string {
  const file = resolve(folder, name);
  if (!existsSync(file)) throw new LnsimError({ code: "file-not-found", message: `there is no result file ${name}`, path: file, remedy: "lnsim run --format json > FILE writes one" });
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new LnsimError({ code: "file-unreadable", message: "the result cannot be read", path: file, found: (cause as Error).message, cause });
  }
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LnsimError({ code: "syntax", message: "the result is not valid JSON", path: name, found: (cause as Error).message, cause });
  }
}

function noResult(name: string, given: unknown): LnsimError {
  const isSeeds = isRecord(given) && Array.isArray(given["runs"]);
  return new LnsimError({
    code: "invalid-value",
    message: "this is no result of a run",
    path: name,
    found: isSeeds ? "runs with several seeds" : "other data",
    expected: "what lnsim run --format json prints",
  });
}

function otherVersion(name: string, version: number): LnsimError {
  return new LnsimError({
    code: "unsupported",
    message: "this result is of another version",
    path: `schema in ${name}`,
    found: String(version),
    expected: String(resultSchemaVersion),
    remedy: "write it again with this version of lnsim",
  });
}

/** The path of the first value that an issue is about; of the alternatives of a value, the one that went furthest. */
function pathOf(issue: Issue): readonly string[] {
  switch (issue._tag) {
    case "Pointer":
      return [...issue.path.map(String), ...pathOf(issue.issue)];
    case "Composite":
      return pathOf(issue.issues[0]!);
    case "AnyOf":
      return issue.issues.map(pathOf).reduce((longest, path) => (path.length > longest.length ? path : longest), []);
    case "Encoding":
      return pathOf(issue.issue);
    default:
      return [];
  }
}
