import { comparedOps } from "../model/compare-ops.ts";
import { grouped } from "../format/number.ts";
import type { RecordedOp } from "@lnsim/recording";
import type { Change, Scene } from "./command.ts";
import { opEntries, stallEntries } from "./entries.ts";
import { laneGeometry } from "../model/lane-geometry.ts";
import { moveCursor } from "./move-cursor.ts";
import { opTitle } from "../model/op-title.ts";

/** Looks into what is selected in the present view. */
export function openEntry(scene: Scene): Change {
  const { state, study, other } = scene;
  const place = state.entry[state.view] ?? 0;
  switch (state.view) {
    case "stalls":
      return openStall(scene, place);
    case "ops": {
      const entry = opEntries(scene)[place];
      return entry === undefined ? {} : openOp(scene, entry.op);
    }
    case "compare": {
      const op = other === null ? undefined : comparedOps(study, other)[place]?.a;
      return op === undefined || op === null ? {} : openOp(scene, op);
    }
    case "timeline":
    case "machine":
      return { edit: (draft) => void (draft.view = "block") };
    default:
      return { edit: (draft) => void (draft.view = "timeline") };
  }
}

function openStall(scene: Scene, place: number): Change {
  const found = stallEntries(scene).stalls[place];
  if (found === undefined) return {};
  const { name } = scene.study.timeline.layout.blocks[found.block];
  const change = moveCursor(scene, found.from, (draft) => {
    draft.view = "timeline";
    draft.selected = name;
  });
  return { ...change, message: `${name}: ${grouped(found.to - found.from)} cycles` };
}

/** Goes to the beginning of an op and shows all of it. */
function openOp(scene: Scene, op: RecordedOp): Change {
  const { columns } = laneGeometry(scene.study.timeline, scene.state, scene.width);
  const change = moveCursor(scene, op.from, (draft) => {
    draft.view = "timeline";
    draft.window = { from: op.from, cyclesPerColumn: Math.max(1, Math.ceil((op.to - op.from) / columns)) };
  });
  return { ...change, message: `${opTitle(op)}, ${op.shape}: ${grouped(op.to - op.from)} cycles` };
}
