import type { Canvas } from "../../grid/canvas.ts";
import { putLine, type Line } from "../../grid/spans.ts";
import type { Scene } from "../../commands/command.ts";
import { grouped, percent } from "../../format/number.ts";
import { comparedOps } from "../../model/compare-ops.ts";
import { firstDifferentTile } from "../../model/first-tile.ts";
import { firstDivergence } from "../../model/first-divergence.ts";
import type { Study } from "../../model/study.ts";
import { drawDifferences } from "./draw-differences.ts";
import { drawOverlay } from "./draw-overlay.ts";
import { opTitle } from "../../model/op-title.ts";

/** Two runs, aligned by their ops: where they part, where the cycles went, and the chosen op in both. */
export function drawCompare(scene: Scene, canvas: Canvas): void {
  const { study, other, state } = scene;
  if (other === null) {
    canvas.put(1, 1, "nothing to compare with: give a second recording", "dim");
    return;
  }
  const pairs = comparedOps(study, other);
  const chosen = Math.min(Math.max(0, pairs.length - 1), state.entry.compare ?? 0);
  // Ops get the rows they need, up to half of them; the chosen one gets the rest.
  const overlay = canvas.height >= 16 ? Math.max(7, canvas.height - 4 - Math.max(pairs.length + 1, 8)) : 0;
  putLine(canvas, 1, 0, totalsLine(study, other));
  const key = `${study.timeline.cycles} ${other.timeline.cycles}`;
  putLine(canvas, 1, 1, study.memory.recall("divergence", key, () => divergenceLine(study, other)));
  drawDifferences(scene, canvas.part({ x: 0, y: 3, width: canvas.width, height: canvas.height - 3 - overlay }), { pairs, chosen, other });
  if (overlay > 0 && pairs[chosen] !== undefined) drawOverlay(scene, canvas.part({ x: 0, y: canvas.height - overlay, width: canvas.width, height: overlay }), { pair: pairs[chosen], other });
}

function totalsLine(a: Study, b: Study): Line {
  const [cyclesA, cyclesB] = [a.timeline.cycles, b.timeline.cycles];
  const difference = cyclesB - cyclesA;
  const sign = difference > 0 ? "+" : "";
  const share = `${sign}${percent(difference / cyclesA)}`;
  return [["A ", "key"], a.recording.header.machine, ` ${grouped(cyclesA)} cycles   `, ["B ", "key"], b.recording.header.machine, ` ${grouped(cyclesB)} cycles   `, [`B - A ${sign}${grouped(difference)} (${share})`, difference > 0 ? "error" : "good"]];
}

function divergenceLine(a: Study, b: Study): Line {
  const found = firstDivergence(a, b);
  if (found === null) return [["all ops take the same time and do the same", "good"]];
  const op = found.a ?? found.b!;
  const name = opTitle(op);
  if (found.a === null || found.b === null) return ["they part at ", [name, "title"], `, which ${found.a === null ? "A" : "B"} does not have`];
  if (found.offset === null) return ["they part at ", [name, "title"], ", whose length differs"];
  const tile = firstDifferentTile(a, b, found);
  const tileText = tile === null ? "" : `; tile ${grouped(tile.number)} of ${grouped(tile.of)} takes ${grouped(tile.cyclesA)} and ${grouped(tile.cyclesB)}`;
  return ["they part at ", [name, "title"], ` +${grouped(found.offset)} (cycle ${grouped(found.a.from + found.offset)} of A): ${found.block}${tileText}`];
}
