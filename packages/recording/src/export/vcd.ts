import type { Recording } from "../recording.ts";
import type { Timeline } from "../timeline.ts";
import type { Selected } from "./selection.ts";
import { TextSink, type Write } from "./text-sink.ts";

/** Changes that are put in order at once, about. */
const sliceChanges = 65536;

/** A change of a signal: at which cycle, and the line that says it. */
interface Change {
  readonly cycle: number;
  readonly line: string;
}

/**
 * Writes a selection as a value change dump (IEEE 1364): per block a scope with its activity as a string (GTKWave's extension), per link
 * an integer. One cycle is one nanosecond.
 */
export function writeVcd(recording: Recording, selected: Selected, write: Write): void {
  const sink = new TextSink(write);
  const { whole, header } = recording;
  sink.add(`$version lnsim ${header.version} $end\n$comment ${plain(header.trace)} on ${plain(header.machine)}; 1 ns is one cycle $end\n$timescale 1 ns $end\n`);
  sink.add(declarations(whole, selected));
  let last = -1;
  visitSlices(whole, selected, (changes) => {
    for (const { cycle, line } of changes) {
      if (cycle !== last) sink.add(`#${cycle}\n`);
      last = cycle;
      sink.add(line);
    }
  });
  sink.add(`#${selected.to}\n`);
  sink.end();
}

function declarations({ layout }: Timeline, { blocks, links }: Selected): string {
  const lines = ["$scope module blocks $end"];
  for (const [index, block] of blocks.entries()) lines.push(`$var string 1 ${identifier(index)} ${plain(layout.blocks[block]!.name)} $end`);
  lines.push("$upscope $end", "$scope module links $end");
  for (const [index, link] of links.entries()) {
    const { from, to } = layout.links[link]!;
    const name = `${layout.blocks[from.block]!.name}.${from.port}__${layout.blocks[to.block]!.name}.${to.port}`;
    lines.push(`$var integer 32 ${identifier(blocks.length + index)} ${plain(name)} $end`);
  }
  return `${[...lines, "$upscope $end", "$enddefinitions $end"].join("\n")}\n`;
}

/** Visits the changes of all signals in order, a slice of time after the other, so that few of them are in memory. */
function visitSlices(whole: Timeline, { from, to, blocks, links }: Selected, visit: (changes: readonly Change[]) => void): void {
  const before = new Map<string, string>();
  let width = 1024;
  for (let start = from; start < to; ) {
    const end = Math.min(to, start + width);
    const changes: Change[] = [];
    const add = (id: string, cycle: number, line: string) => {
      if (before.get(id) !== line) changes.push({ cycle, line });
      before.set(id, line);
    };
    for (const [index, block] of blocks.entries()) {
      const id = identifier(index);
      const { activities } = whole.layout.blocks[block]!;
      whole.intervals(block, start, end, (activity, first) => add(id, first, `s${plain(activities[activity]!.name)} ${id}\n`));
    }
    for (const [index, link] of links.entries()) {
      const id = identifier(blocks.length + index);
      whole.levels(link, start, end, (level, first) => add(id, first, `b${level.toString(2)} ${id}\n`));
    }
    visit(changes.sort((a, b) => a.cycle - b.cycle));
    if (changes.length < sliceChanges / 2) width *= 2;
    else if (changes.length > sliceChanges) width = Math.max(1, Math.floor(width / 2));
    start = end;
  }
}

/** Number as an identifier code: printable characters from "!" to "~". */
function identifier(index: number): string {
  const digits = 94;
  const last = String.fromCharCode(33 + (index % digits));
  return index < digits ? last : identifier(Math.floor(index / digits) - 1) + last;
}

/** A name without white space. */
function plain(name: string): string {
  return name.replaceAll(/\s+/g, "_");
}
