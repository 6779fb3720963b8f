import { LnsimError } from "@lnsim/contracts";
import { parseScalar, RunPlanner, type RunRequest } from "@lnsim/simulator";
import type { Scalar } from "../point.ts";
import type { AxisForm } from "./axis-form.ts";
import { parseRange } from "./axis-range.ts";
import { spaceOfDraft, type AxisDraft } from "./draft.ts";
import { gathered, placed } from "./place.ts";
import type { Space } from "./space.ts";

/** A space in a line, as the flags of a command. */
export interface SpaceLine {
  /** What every point starts from. */
  readonly base: RunRequest;
  /** Ranges, as `path=8..64*2`. */
  readonly ranges: readonly string[];
  /** Lists, as `path=os,ws`; with ; between values that have commas. */
  readonly lists: readonly string[];
}

/**
 * The space that a command line asks for: a grid.
 *
 * @throws {LnsimError} for what cannot be read, unknown paths, and values out of range; an AggregateError of them when there are several.
 */
export async function spaceOf({ base, ranges, lists }: SpaceLine, planner = new RunPlanner()): Promise<Space> {
  const axes = gathered([
    ...ranges.map((text) => () => axisOf("-P", text, (values) => [parseRange(values)])),
    ...lists.map((text) => () => axisOf("-L", text, listed)),
  ]);
  const sampling = { kind: "grid" } as const;
  return spaceOfDraft({ name: "sweep", description: "", base, axes, constraints: [], sampling, basePlace: "--machine" }, planner);
}

function axisOf(flag: string, text: string, partsOf: (values: string) => AxisForm["parts"]): AxisDraft {
  const match = /^\s*([A-Za-z][\w.]*)\s*=(.*)$/s.exec(text);
  if (match === null) throw new LnsimError({ code: "syntax", message: `${flag} ${text} is no axis`, path: flag, found: text, expected: "path=values, such as array.rows=8..64*2 or dataflow=os,ws" });
  const [, path, values] = match as unknown as [string, string, string];
  const place = `${flag} ${path}`;
  const form = { parts: placed(place, () => partsOf(values)), when: [] };
  return { members: [{ path, form, place }], when: [], place };
}

function listed(values: string): readonly Scalar[] {
  const parts = values.split(values.includes(";") ? ";" : ",").map((part) => part.trim());
  if (parts.every((part) => part !== "")) return parts.map(parseScalar);
  throw new LnsimError({ code: "syntax", message: "this list cannot be read", found: values, expected: "values with commas between them, or with semicolons where they have commas themselves" });
}
