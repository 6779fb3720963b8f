import { rowBar } from "../../grid/bar.ts";
import { heading } from "../../grid/heading.ts";
import type { Line } from "../../grid/spans.ts";
import type { Scene } from "../../commands/command.ts";
import { percent } from "../../format/number.ts";
import { cut } from "../../format/text.ts";
import type { TreeNode } from "../../model/block-tree.ts";
import { lanesOf, sharesOf, stallShare } from "../../model/cells.ts";
import { laneGeometry } from "../../model/lane-geometry.ts";
import { workCategory } from "../../model/palette.ts";
import { signOf } from "../sign.ts";

/** The blocks of a group: what each does now, and its shares of work and stalls in the window. */
export function groupLines({ study, state, width }: Scene, node: TreeNode): readonly Line[] {
  const { from, to } = laneGeometry(study.timeline, state, width);
  const lanes = lanesOf(study, node.blocks.map((block) => [block]), Float64Array.of(from, to));
  const room = Math.max(12, Math.min(30, width - 58));
  const lines = node.blocks.map((block, index): Line => {
    const { name, activities } = study.timeline.layout.blocks[block];
    const { activity } = study.timeline.intervalAt(block, state.cursor);
    const { character, style } = signOf(study.palette, study.palette.categories[block][activity]);
    const shares = sharesOf(lanes[index]);
    return [cut(name, room).padEnd(room), " ", [character, style], ` ${cut(activities[activity].name, 16).padEnd(16)}`, [rowBar(shares[workCategory], 10), "work"], percent(shares[workCategory]).padStart(9), ["  stalls", "dim"], percent(stallShare(shares)).padStart(9)];
  });
  return [[[node.key, "title"], [`  ${node.blocks.length} blocks; work and stalls in the window`, "dim"]], heading("blocks", width - 2), ...lines];
}
