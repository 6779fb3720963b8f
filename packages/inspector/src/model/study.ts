import type { Recording, Timeline } from "@lnsim/recording";
import type { Session } from "@lnsim/simulator";
import { blockTree, type BlockTree } from "./block-tree.ts";
import { Memory } from "./memory.ts";
import { linksByBlock, type BlockLinks } from "./block-links.ts";
import { paletteOf, type Palette } from "./palette.ts";

/** A session with what does not change while one looks at it. */
export interface Study {
  readonly session: Session;
  readonly recording: Recording;
  /** All blocks. */
  readonly timeline: Timeline;
  readonly tree: BlockTree;
  readonly palette: Palette;
  /** Links into and out of every block. */
  readonly links: readonly BlockLinks[];
  /** Block numbers by name. */
  readonly blockNumbers: ReadonlyMap<string, number>;
  readonly memory: Memory;
}

/** Prepares a session; one that is live and has not begun simulates its first cycle. */
export function studyOf(session: Session): Study {
  const { recording } = session;
  if (session.isLive && recording.whole.cycles === 0) session.extend(1);
  const timeline = recording.whole;
  const { layout } = timeline;
  return {
    session,
    recording,
    timeline,
    tree: blockTree(layout),
    palette: paletteOf(layout),
    links: linksByBlock(layout),
    blockNumbers: new Map(layout.blocks.map(({ name }, index) => [name, index])),
    memory: new Memory(),
  };
}
