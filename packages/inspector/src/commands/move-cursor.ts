import type { Draft } from "immer";
import { grouped } from "../format/number.ts";
import { laneGeometry } from "../model/lane-geometry.ts";
import type { ViewState } from "../state/view-state.ts";
import type { Change, Scene } from "./command.ts";

/** Puts the cursor into a cycle, simulating up to it if need be, and the window around it. Beyond the ends it goes to the end. */
export function moveCursor(scene: Scene, cycle: number, more: (draft: Draft<ViewState>) => void = () => {}): Change {
  const { session, timeline } = scene.study;
  if (cycle >= timeline.cycles && session.isLive) session.extend(cycle + 1);
  const last = Math.max(0, timeline.cycles - 1);
  const cursor = Math.min(last, Math.max(0, cycle));
  return {
    edit: (draft) => {
      draft.cursor = cursor;
      showCycle(scene, draft);
      more(draft);
    },
    ...(cycle > last && { message: `the ${scene.study.recording.end.isWhole ? "step" : "recording"} ends with cycle ${grouped(last)}` }),
  };
}

/** Moves the window so that the cursor is in it: by nothing, or so that it stands a third from the edge it left by. */
export function showCycle(scene: Scene, draft: Draft<ViewState>): void {
  const { cursor, window } = draft;
  const geometry = laneGeometry(scene.study.timeline, window, scene.width);
  if (cursor >= geometry.from && cursor < geometry.to) return;
  const span = geometry.columns * geometry.cyclesPerColumn;
  window.from = Math.max(0, cursor < geometry.from ? cursor - Math.floor((span * 2) / 3) : cursor - Math.floor(span / 3));
}
