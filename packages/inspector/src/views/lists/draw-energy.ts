import { rowBar } from "../../grid/bar.ts";
import type { Canvas } from "../../grid/canvas.ts";
import { putLine } from "../../grid/spans.ts";
import { drawTable, type TableColumn } from "../../grid/table.ts";
import type { Scene } from "../../commands/command.ts";
import { energy, grouped, percent, power } from "../../format/number.ts";
import { laneGeometry } from "../../model/lane-geometry.ts";
import { spentEnergy } from "../../model/spent-energy.ts";

/** Energy and power of the actions in the window. */
export function drawEnergy(scene: Scene, canvas: Canvas): void {
  const { study, state, width } = scene;
  const { from, to } = laneGeometry(study.timeline, state, width);
  const spent = study.memory.recall("energy", `${from} ${to}`, () => spentEnergy(study, from, to));
  if (spent.length === 0) {
    canvas.put(1, 1, "nothing that has a price was counted in the window", "dim");
    return;
  }
  const total = spent.reduce((sum, { energyPj }) => sum + energyPj, 0);
  const { gigahertz } = study.recording.header;
  const rate = total / Math.max(1, to - from);
  const watts = gigahertz === null ? "" : `  ${power(rate * gigahertz)} at ${gigahertz} GHz`;
  putLine(canvas, 1, 0, [["dynamic energy", "title"], ` of ${grouped(to - from)} cycles: `, [energy(total), "title"], `  ${rate.toFixed(1)} pJ/cycle`, [watts, "good"]]);
  const columns: TableColumn[] = [
    { title: "block", width: canvas.width < 120 ? 18 : 28 },
    { title: "action", width: canvas.width < 100 ? 12 : canvas.width < 120 ? 20 : 26 },
    { title: "times", width: -12 },
    { title: "each", width: -9, from: 84 },
    { title: "energy", width: -10 },
    { title: "", width: -8 },
    { title: "", width: 0 },
  ];
  const row = (index: number) => {
    const { block, action, count, eachPj, energyPj } = spent[index];
    return [block, action, grouped(count), energy(eachPj), energy(energyPj), percent(energyPj / total), [rowBar(energyPj / total, 8), "level"] as const];
  };
  drawTable(canvas.part({ x: 0, y: 2, width: canvas.width, height: canvas.height - 2 }), { columns, count: spent.length, row, chosen: state.entry.energy ?? 0 });
}
