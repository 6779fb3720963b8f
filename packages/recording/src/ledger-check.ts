import type { Kernel } from "@lnsim/kernel";
import type { CounterWatch } from "./counter-watch.ts";
import type { Keyframe } from "./piece.ts";
import type { Tracks } from "./tracks.ts";

/**
 * Compares totals of a timeline with those of a kernel that stands there.
 *
 * @throws Error when they differ: a bug, in the recorder or in what it was told.
 */
export function checkLedger(kernel: Kernel, tracks: Tracks, counters: CounterWatch, keyframe: Keyframe): void {
  const { activityBase, slotBase, cyclesAt, slotsAt, layout } = tracks;
  for (const [block, { name, activities, counters: names }] of layout.blocks.entries()) {
    const expect = (what: string, recorded: number, found: number) => {
      if (recorded !== found) throw new Error(`cycle ${kernel.now}: ${name}: the recording has ${recorded} for ${what}, the kernel ${found}`);
    };
    for (let activity = 0; activity < activities.length; activity++) {
      expect(activities[activity]!.name, keyframe[cyclesAt + activityBase[block]! + activity]!, kernel.activityCycles(block, activity));
    }
    for (let counter = 0; counter < names.length; counter++) {
      expect(names[counter]!, keyframe[slotsAt + slotBase[block]! + counter]!, counters.total(block, counter));
    }
  }
}
