import type { Study } from "../model/study.ts";

/** Cycles by which a live session is simulated on at first when nothing was found; four times as many each time after. */
const firstExtension = 4096;

/** What `find` finds, simulating on for it in a live session as long as that is null. */
export function simulateFor<Found>({ session, timeline }: Study, find: () => Found | null): Found | null {
  for (let extension = firstExtension; ; extension *= 4) {
    const found = find();
    const known = timeline.cycles;
    if (found !== null || !session.isLive || session.extend(known + extension) === known) return found;
  }
}
