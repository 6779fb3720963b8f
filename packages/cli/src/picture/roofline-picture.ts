import type { LineChart, Point, Series } from "@lnsim/chart";
import { boundingBytes, outermostLevel, type RunResult } from "@lnsim/simulator";
import { percent } from "../output/numbers.ts";

type Cycles = NonNullable<RunResult["cycles"]>;
type OpCycles = Cycles["byOp"][number];

/** Room left around what is drawn, as a factor. */
const room = 1.3;

/**
 * The roofline of a step (Williams, Waterman and Patterson, CACM 2009): operations by their multiply-accumulates per byte of
 * the outermost memory and per cycle, a series a pass, under the rate of memory and that of the multipliers. Null without
 * cycles or products.
 */
export function rooflinePicture({ cycles, machine, trace }: RunResult): LineChart | null {
  if (cycles === null) return null;
  const products = cycles.byOp.filter(({ macs, cycles: took, traffic }) => macs > 0 && took > 0 && boundingBytes(traffic) > 0);
  if (products.length === 0) return null;
  const passes = [...new Set(products.map(({ pass }) => pass))];
  const memory = memoryName(products[0]!);
  return {
    title: `Roofline, ${trace.name} on ${machine.name}`,
    x: { label: `MACs per byte of ${memory}`, scale: "logarithmic" },
    y: { label: "MACs per cycle", scale: "logarithmic", domain: [Math.min(...products.map(rateOf)) / room, cycles.peak.macsPerCycle * room] },
    series: [...passes.map((pass) => dots(pass, products)), ...roofs(cycles, products.map(intensityOf))],
    note: noteOf(cycles, products),
  };
}

function memoryName({ traffic }: OpCycles): string {
  const level = outermostLevel(traffic);
  return level === "dram" ? "DRAM" : level === "memory" ? "memory" : "operands and results at the array's edges";
}

function dots(pass: string, products: readonly OpCycles[]): Series {
  const own = products.filter((op) => op.pass === pass);
  return { name: pass, line: "none", marks: true, points: own.map((op): Point => [intensityOf(op), rateOf(op)]), pointNames: own.map(({ name }) => name) };
}

function rateOf({ macs, cycles }: OpCycles): number {
  return macs / cycles;
}

function intensityOf({ macs, traffic }: OpCycles): number {
  return macs / boundingBytes(traffic);
}

/** The two roofs, from left of the first operation to right of the last, their corner included. */
function roofs({ peak: { macsPerCycle, memoryBytesPerCycle } }: Cycles, intensities: readonly number[]): readonly Series[] {
  const corner = memoryBytesPerCycle === null ? [] : [macsPerCycle / memoryBytesPerCycle];
  const left = Math.min(...intensities, ...corner) / room;
  const right = Math.max(...intensities, ...corner) * room;
  const flat: Series = { name: `${macsPerCycle} MACs/cycle`, line: "solid", points: [[corner[0] ?? left, macsPerCycle], [right, macsPerCycle]] };
  if (memoryBytesPerCycle === null) return [flat];
  const rate = Number(memoryBytesPerCycle.toPrecision(4));
  return [flat, { name: `${rate} B/cycle`, line: "dashed", points: [[left, left * memoryBytesPerCycle], [corner[0]!, macsPerCycle]] }];
}

/** What has no place in the picture. */
function noteOf({ byOp, perStep }: Cycles, products: readonly OpCycles[]): string {
  const shown = products.reduce((sum, { cycles }) => sum + cycles, 0);
  const others = byOp.length - products.length;
  const share = perStep === 0 ? 0 : 1 - shown / perStep;
  return `${products.length} operations of a step${others === 0 ? "" : `; ${others} without multiply-accumulates, ${percent(share, 0)} of the cycles, have no place here`}`;
}
