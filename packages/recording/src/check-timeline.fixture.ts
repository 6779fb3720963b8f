import { expect } from "vitest";
import type { Timeline } from "./timeline.ts";
import type { NaiveTimeline } from "./naive-timeline.fixture.ts";

const sum = (list: readonly number[], from: number, to: number) => list.slice(from, to).reduce((total, n) => total + n, 0);

/** Checks the queries of a timeline at some windows (ascending edges inside its cycles) against plain lists. */
export function checkTimeline(timeline: Timeline, naive: NaiveTimeline, edges: readonly number[], hasCounts = true): void {
  expect(timeline.cycles).toBe(naive.cycles);
  const from = edges[0]!;
  const to = edges.at(-1)!;
  for (const block of timeline.layout.blocks.keys()) {
    checkActivities(timeline, naive, block, edges);
    if (hasCounts) checkCounts(timeline, naive, block, { from, to });
    expect([...timeline.noted(block, from, to)]).toEqual(naive.noted[block]!.map((list) => sum(list, from, to)));
  }
  for (const link of timeline.layout.links.keys()) {
    const { [link]: level } = naive.level;
    expect(timeline.sent(link, from, to)).toBe(sum(naive.sent[link]!, from, to));
    expect([...timeline.occupied(link, Float64Array.from(edges))]).toEqual(edges.slice(1).map((edge, column) => sum(level!, edges[column]!, edge)));
    const levels: number[] = [];
    timeline.levels(link, from, to, (value, first, last) => levels.push(...new Array<number>(last - first).fill(value)));
    expect(levels).toEqual(level!.slice(from, to));
    for (const edge of edges) if (edge < naive.cycles) expect(timeline.level(link, edge)).toBe(level![edge]);
  }
}

function checkActivities(timeline: Timeline, naive: NaiveTimeline, block: number, edges: readonly number[]): void {
  const { [block]: activity } = naive.activity;
  const cuts = block >= (naive.cutsFrom ?? 0) ? (naive.cuts ?? new Set<number>()) : new Set<number>();
  const activities = timeline.layout.blocks[block]!.activities.length;
  const expected = edges.slice(1).flatMap((edge, column) => {
    const counts = new Array<number>(activities).fill(0);
    for (const of of activity!.slice(edges[column], edge)) counts[of]! += 1;
    return counts;
  });
  expect([...timeline.spent([block], Float64Array.from(edges))[0]!]).toEqual(expected);
  const [from, to] = [edges[0]!, edges.at(-1)!];
  const seen: [number, number, number][] = [];
  timeline.intervals(block, from, to, (of, first, last) => seen.push([of, first, last]));
  expect(seen).toEqual(intervalsOf(activity!, cuts, { from, to }));
  expect(timeline.changes(block, from, to)).toBeGreaterThanOrEqual(seen.length - 1);
  for (const edge of edges) {
    if (edge >= naive.cycles) continue;
    const [of, first, last] = intervalsOf(activity!, cuts, { from: 0, to: naive.cycles }).find(([, , end]) => edge < end)!;
    expect(timeline.intervalAt(block, edge)).toEqual({ activity: of, from: first, to: last });
  }
}

function intervalsOf(activity: readonly number[], cuts: ReadonlySet<number>, { from, to }: { readonly from: number; readonly to: number }): [number, number, number][] {
  const intervals: [number, number, number][] = [];
  for (let cycle = from; cycle < to; cycle++) {
    if (cycle === from || cuts.has(cycle) || activity[cycle] !== activity[cycle - 1]) intervals.push([activity[cycle]!, cycle, cycle + 1]);
    else intervals.at(-1)![2] = cycle + 1;
  }
  return intervals;
}

function checkCounts(timeline: Timeline, naive: NaiveTimeline, block: number, { from, to }: { readonly from: number; readonly to: number }): void {
  const { [block]: counted } = naive.counted;
  expect([...timeline.counted(block, from, to)]).toEqual(counted!.map((list) => sum(list, from, to)));
  const seen: [number, number, number][] = [];
  timeline.counts(block, from, to, (cycle, counter, n) => seen.push([cycle, counter, n]));
  const expected = Array.from({ length: to - from }, (_, i) => counted!.map((list, counter): [number, number, number] => [from + i, counter, list[from + i]!])).flat();
  expect(seen).toEqual(expected.filter(([, , n]) => n > 0));
  const cycle = Math.min(to, naive.cycles - 1);
  const last = Math.max(...counted!.map((list) => list.findLastIndex((n, at) => n > 0 && at <= cycle)), -1);
  const found = timeline.lastCount(block, cycle);
  expect(found?.cycle ?? -1).toBe(last);
  if (found !== null) expect(found.n).toBe(counted![found.counter]![last]);
}
