import type { History } from "./history.ts";
import { levelBefore } from "./message-sums.ts";

/** Events that are put in order at once. */
const mostEvents = 16384;

/** Visits the levels of a link in a window, in order, those of neighbouring stretches being different. */
export function visitLevels(history: History, link: number, window: { readonly from: number; readonly to: number }, visit: (level: number, from: number, to: number) => void): void {
  let level = window.from === window.to ? 0 : levelBefore(history, link, window.from);
  let since = window.from;
  for (let from = window.from; from < window.to; ) {
    const to = cutAt(history, link, from, window.to);
    for (const [cycle, change] of changesIn(history, link, from, to)) {
      if (change === 0) continue;
      if (cycle > since) visit(level, since, cycle);
      level += change;
      since = cycle;
    }
    from = to;
  }
  if (since < window.to) visit(level, since, window.to);
}

/** An end of a window from `from` on that has few events. */
function cutAt(history: History, link: number, from: number, to: number): number {
  const { tracks } = history;
  const events = (end: number) => [tracks.sends(link), tracks.pops(link)].reduce((sum, track) => sum + history.after(track, end - 1) - history.after(track, from - 1), 0);
  while (to - from > 1 && events(to) > mostEvents) to = from + Math.ceil((to - from) / 2);
  return to;
}

/** By how much a level changes, by cycle, in order. */
function changesIn(history: History, link: number, from: number, to: number): readonly (readonly [number, number])[] {
  const changes = new Map<number, number>();
  const add = (track: number, sign: number) => {
    const first = Math.max(0, history.after(track, from - 1) - 1);
    history.visit(track, { first, last: history.after(track, to - 1), shift: 0 }, (cycle, _value, n) => {
      const end = Math.min(cycle + n, to);
      for (let at = Math.max(cycle, from); at < end; at++) changes.set(at, (changes.get(at) ?? 0) + sign);
    });
  };
  add(history.tracks.sends(link), 1);
  add(history.tracks.pops(link), -1);
  return [...changes].sort(([a], [b]) => a - b);
}
