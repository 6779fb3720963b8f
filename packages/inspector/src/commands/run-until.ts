import { nextHit } from "../conditions/next-cycle.ts";
import { parseCondition } from "../conditions/parse-condition.ts";
import { grouped } from "../format/number.ts";
import type { Change, Scene } from "./command.ts";
import { moveCursor } from "./move-cursor.ts";

/** Cycles by which a live session is simulated on at first when nothing was found; four times as many each time after. */
const firstExtension = 4096;

/** Goes to the first cycle in which any of some conditions comes true, simulating on for it if need be. */
export function runUntil(scene: Scene, texts: readonly string[]): Change {
  if (texts.length === 0) return { message: "no condition is set: break on BLOCK WHAT, or watch BLOCK.PORT > NUMBER" };
  const { study, state } = scene;
  const parsed = texts.flatMap((text) => parseCondition(text, study).map((condition) => ({ text, condition })));
  let from = state.cursor;
  for (let extension = firstExtension; ; extension *= 4) {
    const hits = parsed.flatMap(({ text, condition }) => {
      const cycle = nextHit(study, condition, from);
      return cycle === null ? [] : [{ text, cycle }];
    });
    if (hits.length > 0) {
      const first = hits.reduce((best, hit) => (hit.cycle < best.cycle ? hit : best));
      return { ...moveCursor(scene, first.cycle), message: `${first.text}: cycle ${grouped(first.cycle)}` };
    }
    const known = study.timeline.cycles;
    from = Math.max(from, known - 1);
    if (!study.session.isLive || study.session.extend(known + extension) === known) return { message: `not after cycle ${grouped(state.cursor)}: ${texts.join(", ")}` };
  }
}
