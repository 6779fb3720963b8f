import { existsSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { readYaml, readYamlFile, RunPlanner, type YamlText } from "@lnsim/simulator";
import { spaceOfDraft } from "./draft.ts";
import { draftOf } from "./space-file.ts";
import type { Space } from "./space.ts";

/** Where the text of a sweep is from. */
export interface SpaceSource {
  /** What it is called in errors, such as "sweep.yaml". */
  readonly origin: string;
  /** Where relative paths in it start. */
  readonly folder: string;
}

/**
 * Reads a sweep file, in YAML or JSON. Relative paths in it start at its own folder.
 *
 * @throws {LnsimError} for a file that is not there, broken syntax, unknown keys and paths, and values out of range, with line and column;
 * an AggregateError of them when there are several.
 */
export async function readSpace(file: string, folder = process.cwd(), planner = new RunPlanner()): Promise<Space> {
  const path = resolve(folder, file);
  if (!existsSync(path)) throw new LnsimError({ code: "file-not-found", message: `there is no sweep file ${file}`, path });
  return spaceOfYaml(readYamlFile({ file: path, origin: file, subject: "sweep" }), { origin: file, folder: dirname(path) }, planner);
}

/** The same for the text of a sweep file. @throws {LnsimError} like {@link readSpace}. */
export async function parseSpace(text: string, source: SpaceSource, planner = new RunPlanner()): Promise<Space> {
  return spaceOfYaml(readYaml(text, { origin: source.origin, subject: "sweep" }), source, planner);
}

async function spaceOfYaml(yaml: YamlText, { origin, folder }: SpaceSource, planner: RunPlanner): Promise<Space> {
  const name = basename(origin, extname(origin));
  return spaceOfDraft(draftOf(yaml, { name, folder }), planner);
}
