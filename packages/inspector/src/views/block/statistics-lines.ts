import { rowBar } from "../../grid/bar.ts";
import { heading } from "../../grid/heading.ts";
import type { Line } from "../../grid/spans.ts";
import type { Scene } from "../../commands/command.ts";
import { grouped, percent, short } from "../../format/number.ts";
import { cut } from "../../format/text.ts";
import { laneGeometry } from "../../model/lane-geometry.ts";
import { inkOf } from "../sign.ts";

/** Shares of activities and counted actions in the window, and in all cycles. */
export function statisticsLines({ study, state, width: screen }: Scene, block: number, width: number): readonly Line[] {
  const { timeline, palette } = study;
  const { from, to } = laneGeometry(timeline, state, screen);
  const { activities, counters } = timeline.layout.blocks[block];
  const [inWindow] = timeline.spent([block], Float64Array.of(from, to));
  const [inAll] = timeline.spent([block], Float64Array.of(0, timeline.cycles));
  const room = Math.max(4, width - 6 - 18);
  const spent = activities.flatMap(({ name }, index): readonly Line[] => {
    if (inAll[index] === 0) return [];
    const ink = inkOf(palette, palette.categories[block][index]);
    return [[cut(name, room).padEnd(room), [rowBar(inWindow[index] / (to - from), 6), ink], percent(inWindow[index] / (to - from)).padStart(9), [percent(inAll[index] / timeline.cycles).padStart(9), "dim"]]];
  });
  const countsWindow = timeline.counted(block, from, to);
  const countsAll = timeline.counted(block, 0, timeline.cycles);
  const counted = counters.flatMap((name, index): readonly Line[] =>
    countsAll[index] === 0 ? [] : [[cut(name, room + 2).padEnd(room + 2), countText(countsWindow[index]).padStart(13), [short(countsAll[index]).padStart(9), "dim"]]],
  );
  const titles: Line = [["".padEnd(room + 6), "dim"], ["window".padStart(9), "dim"], ["run".padStart(9), "dim"]];
  return [heading("statistics", width), titles, ...spent, ...counted];
}

function countText(count: number): string {
  return count < 1e9 ? grouped(count) : short(count);
}
