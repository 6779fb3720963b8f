import type { Draft } from "immer";
import type { Condition, LaneCondition } from "../conditions/condition.ts";
import { nextHit } from "../conditions/next-cycle.ts";
import { nextLaneEvent, type LaneSearch } from "../conditions/next-lane-event.ts";
import { parseCondition } from "../conditions/parse-condition.ts";
import { grouped } from "../format/number.ts";
import type { Study } from "../model/study.ts";
import type { ViewState } from "../state/view-state.ts";
import type { Change, Scene } from "./command.ts";
import { moveCursor } from "./move-cursor.ts";

/** Cycles by which a live session is simulated on at first when nothing was found; four times as many each time after. */
const firstExtension = 4096;

/** Cycles whose numbers are looked at before the cursor stops on the way: some seconds. */
const mostLooks = 2048;

/** A condition as it was typed. */
interface Typed<Kind> {
  readonly text: string;
  readonly condition: Kind;
}

interface Hit {
  readonly cycle: number;
  readonly message: string;
  /** The block and the lane whose numbers it is about. */
  readonly lane?: { readonly block: string; readonly lane: number };
}

/** Goes to the first cycle in which any of some conditions comes true, simulating on for it if need be. */
export function runUntil(scene: Scene, texts: readonly string[]): Change {
  if (texts.length === 0) return { message: "no condition is set: break on BLOCK WHAT, or watch BLOCK.PORT > NUMBER" };
  const { study, state } = scene;
  const parsed = texts.flatMap((text) => parseCondition(text, study).map((condition) => ({ text, condition })));
  const events = parsed.filter((typed): typed is Typed<Exclude<Condition, LaneCondition>> => typed.condition.kind !== "lanes");
  const lanes = new LaneLooks(study, parsed.filter((typed): typed is Typed<LaneCondition> => typed.condition.kind === "lanes"));
  let from = state.cursor;
  for (let extension = firstExtension; ; extension *= 4) {
    const known = study.timeline.cycles;
    const event = firstEvent(study, events, from);
    const first = lanes.before(from + 1, event?.cycle ?? known) ?? event;
    if (first !== null) return { ...moveCursor(scene, first.cycle, (draft) => showLane(draft, first.lane)), message: first.message };
    from = Math.max(from, known - 1);
    if (!study.session.isLive || study.session.extend(known + extension) === known) return { message: `not after cycle ${grouped(state.cursor)}: ${texts.join(", ")}` };
  }
}

function showLane(draft: Draft<ViewState>, found: Hit["lane"]): void {
  if (found === undefined) return;
  draft.selected = found.block;
  draft.entry.datapath = found.lane;
}

function firstEvent(study: Study, events: readonly Typed<Exclude<Condition, LaneCondition>>[], from: number): Hit | null {
  let best: Hit | null = null;
  for (const { text, condition } of events) {
    const cycle = nextHit(study, condition, from);
    if (cycle !== null && (best === null || cycle < best.cycle)) best = { cycle, message: `${text}: cycle ${grouped(cycle)}` };
  }
  return best;
}

/** Looks at numbers, so many times for a command. */
class LaneLooks {
  private left = mostLooks;
  private readonly study: Study;
  private readonly typed: readonly Typed<LaneCondition>[];

  constructor(study: Study, typed: readonly Typed<LaneCondition>[]) {
    this.study = study;
    this.typed = typed;
  }

  /** Where a condition is met in [from, to), or where looking stopped; null: nowhere, and all was looked at. */
  before(from: number, to: number): Hit | null {
    if (this.typed.length === 0 || from >= to) return null;
    const { hit, looks, searched } = nextLaneEvent(this.study, this.typed.map(({ condition }) => condition), { from, to, most: this.left });
    this.left -= looks;
    if (hit !== null) return this.met(hit);
    if (searched >= to) return null;
    return { cycle: searched, message: `not in ${grouped(mostLooks)} vectors up to here, run goes on: ${[...new Set(this.typed.map(({ text }) => text))].join(", ")}` };
  }

  private met({ index, cycle, lanes }: NonNullable<LaneSearch["hit"]>): Hit {
    const { text, condition } = this.typed[index];
    const { name } = this.study.timeline.layout.blocks[condition.block];
    const place = lanes.length === 1 ? `lane ${lanes[0]}` : `${lanes.length} lanes, ${lanes[0]} the first`;
    return { cycle, message: `${text}: cycle ${grouped(cycle)}, ${name}, ${place}`, lane: { block: name, lane: lanes[0] } };
  }
}
