/** Whether something happens in a window [from, to); if it does in a part of the window, it does in the window. */
export type HappensIn = (from: number, to: number) => boolean;

/** The first cycle in [from, to) in which something happens, found in as many questions as the distance has digits; null: none. */
export function firstCycle(happens: HappensIn, from: number, to: number): number | null {
  let start = from;
  for (let width = 1; start < to; width *= 2) {
    const end = Math.min(to, start + width);
    if (happens(start, end)) return bisectFirst(happens, start, end);
    start = end;
  }
  return null;
}

/** The last cycle in [from, to) in which something happens; null: none. */
export function lastCycle(happens: HappensIn, from: number, to: number): number | null {
  let end = to;
  for (let width = 1; end > from; width *= 2) {
    const start = Math.max(from, end - width);
    if (happens(start, end)) return bisectLast(happens, start, end);
    end = start;
  }
  return null;
}

function bisectFirst(happens: HappensIn, from: number, to: number): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (happens(low, middle)) high = middle;
    else low = middle;
  }
  return low;
}

function bisectLast(happens: HappensIn, from: number, to: number): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (happens(middle, high)) low = middle;
    else high = middle;
  }
  return low;
}
