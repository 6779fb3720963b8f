import type { Draft } from "immer";
import { grouped } from "../format/number.ts";
import type { ViewState } from "../state/view-state.ts";
import type { Change, Scene } from "./command.ts";
import { endOfStep } from "./read-cycle.ts";

/** Puts the cursor into a cycle, simulating up to it if need be. Beyond the ends it goes to the end. */
export function moveCursor(scene: Scene, cycle: number, more: (draft: Draft<ViewState>) => void = () => {}): Change {
  const { session, timeline } = scene.study;
  if (cycle >= timeline.cycles && session.isLive) session.extend(cycle + 1);
  const last = Math.max(0, timeline.cycles - 1);
  const cursor = Math.min(last, Math.max(0, cycle));
  return {
    edit: (draft) => {
      draft.cursor = cursor;
      more(draft);
    },
    ...(cycle > last && cycle !== endOfStep && { message: `the ${scene.study.recording.end.isWhole ? "step" : "recording"} ends with cycle ${grouped(last)}` }),
  };
}
