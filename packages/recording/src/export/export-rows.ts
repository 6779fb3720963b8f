import type { Recording } from "../recording.ts";
import type { Timeline } from "../timeline.ts";
import type { Selected } from "./selection.ts";

/** A stretch of cycles in which something goes on. */
export interface ExportRow {
  readonly kind: "op" | "job" | "activity" | "level";
  /** The block; of a level the link as "from.port to to.port"; empty for ops and jobs. */
  readonly track: string;
  /** What goes on: the activity, the op or the job; empty for a level. */
  readonly name: string;
  /** work, stall or idle; of an op its pass; otherwise empty. */
  readonly class: string;
  /** Why it stalls; of an op its shape; otherwise empty. */
  readonly cause: string;
  readonly from: number;
  readonly to: number;
  /** Messages of a level, number of a job; otherwise 0. */
  readonly value: number;
}

/** Visits the ops and jobs of a selection, then its blocks, then its links; each in order of cycles, cut at its ends. */
export function visitRows(recording: Recording, selected: Selected, visit: (row: ExportRow) => void): void {
  for (const row of opRows(recording, selected)) visit(row);
  recording.jobsIn(selected.from, selected.to, ({ job, ...run }) => {
    visit({ kind: "job", track: "", name: `job${job}`, class: "", cause: "", ...cut(run, selected)!, value: job });
  });
  const { whole } = recording;
  for (const block of selected.blocks) {
    const { name: track, activities } = whole.layout.blocks[block]!;
    whole.intervals(block, selected.from, selected.to, (activity, from, to) => {
      const { name, class: of, cause = "" } = activities[activity]!;
      visit({ kind: "activity", track, name, class: of, cause, from, to, value: 0 });
    });
  }
  for (const link of selected.links) {
    const track = linkName(whole, link);
    whole.levels(link, selected.from, selected.to, (value, from, to) => visit({ kind: "level", track, name: "", class: "", cause: "", from, to, value }));
  }
}

/** What a link is called: "a.out to b.in". */
export function linkName({ layout }: Timeline, link: number): string {
  const { from, to } = layout.links[link]!;
  return `${layout.blocks[from.block]!.name}.${from.port} to ${layout.blocks[to.block]!.name}.${to.port}`;
}

function* opRows({ ops }: Recording, window: Selected): Generator<ExportRow> {
  for (const { name, pass, shape, from, to } of ops) {
    const row = cut({ from, to }, window);
    if (row !== null) yield { kind: "op", track: "", name, class: pass, cause: shape, ...row, value: 0 };
  }
}

function cut({ from, to }: { readonly from: number; readonly to: number }, window: Selected): { readonly from: number; readonly to: number } | null {
  const row = { from: Math.max(from, window.from), to: Math.min(to, window.to) };
  return row.from < row.to ? row : null;
}
