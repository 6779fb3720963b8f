import { LnsimError } from "@lnsim/contracts";
import type { Recording } from "../recording.ts";

/** What part of a recording is exported. */
export interface ExportSelection {
  /** Half open; absent: all that is known. */
  readonly cycles?: { readonly from: number; readonly to: number };
  /** Blocks by name, and the links at them; absent: all. */
  readonly blocks?: RegExp;
}

/** A selection, found in a recording. */
export interface Selected {
  readonly from: number;
  readonly to: number;
  /** Numbers in the layout of `recording.whole`. */
  readonly blocks: readonly number[];
  readonly links: readonly number[];
  /** Rows that it has, about. */
  readonly rows: number;
}

/** The most rows that are written. */
const mostRows = 20_000_000;

/**
 * Finds out what a selection holds.
 *
 * @throws {LnsimError} `invalid-value` when it is outside the recording, holds nothing, or more than {@link mostRows} rows.
 */
export function select({ whole, ops }: Recording, { cycles, blocks: pattern }: ExportSelection): Selected {
  const { from, to } = cycles ?? { from: 0, to: whole.cycles };
  if (!(from >= 0 && from < to && to <= whole.cycles)) throw outside(from, to, whole.cycles);
  const { layout } = whole;
  const isIn = layout.blocks.map(({ name }) => pattern?.test(name) ?? true);
  const blocks = [...layout.blocks.keys()].filter((block) => isIn[block]);
  if (blocks.length === 0) throw noBlock(String(pattern), layout.blocks.map(({ name }) => name));
  const links = [...layout.links.keys()].filter((link) => isIn[layout.links[link]!.from.block]! || isIn[layout.links[link]!.to.block]!);
  const changes = blocks.reduce((sum, block) => sum + 1 + whole.changes(block, from, to), ops.length);
  const rows = links.reduce((sum, link) => sum + 1 + 2 * whole.sent(link, from, to), changes);
  if (rows > mostRows) throw tooMany(rows);
  return { from, to, blocks, links, rows };
}

function outside(from: number, to: number, cycles: number): LnsimError {
  return new LnsimError({ code: "invalid-value", message: "these cycles are not in the recording", path: "--cycles", found: `${from}..${to}`, expected: `a..b with 0 <= a < b <= ${cycles}` });
}

function noBlock(pattern: string, names: readonly string[]): LnsimError {
  return new LnsimError({ code: "invalid-value", message: "no block has such a name", path: "--blocks", found: pattern, expected: `a regular expression that matches some of ${names.join(", ")}` });
}

function tooMany(rows: number): LnsimError {
  return new LnsimError({
    code: "invalid-value",
    message: "the export would be enormous",
    found: `about ${rows} rows`,
    expected: `at most ${mostRows}`,
    remedy: "choose cycles, blocks or both: --cycles 1000..200000 --blocks 'pe0'",
  });
}
