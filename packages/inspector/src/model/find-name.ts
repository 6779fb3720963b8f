import { firstCycle, lastCycle } from "./find-cycle.ts";
import { arrayBlock } from "./ops.ts";
import type { Study } from "./study.ts";
import { opTitle } from "./op-title.ts";

/** Something with a name, and the cycle in which it begins. */
export interface FoundName {
  readonly name: string;
  readonly cycle: number;
}

/** The nearest op or tile after (or before) a cycle that a pattern matches: "conv2 wgrad gemm 128 x 288 x 64", "tile 12", "job12". */
export function findName(study: Study, pattern: RegExp, cycle: number, direction: 1 | -1): FoundName | null {
  const found = [findOp(study, pattern, cycle, direction), findTile(study, pattern, cycle, direction)].filter((name) => name !== null);
  if (found.length === 0) return null;
  return found.reduce((best, name) => ((name.cycle - best.cycle) * direction < 0 ? name : best));
}

function findOp({ recording }: Study, pattern: RegExp, cycle: number, direction: 1 | -1): FoundName | null {
  const later = recording.ops.filter(({ name, pass, shape, from }) => (from - cycle) * direction > 0 && pattern.test(`${name} ${pass} ${shape}`));
  const op = direction === 1 ? later[0] : later.at(-1);
  return op === undefined ? null : { name: `${opTitle(op)}, ${op.shape}`, cycle: op.from };
}

/** Tiles begin where the array counts its job. */
function findTile({ recording: { step } }: Study, pattern: RegExp, cycle: number, direction: 1 | -1): FoundName | null {
  const array = arrayBlock(step);
  if (array === null) return null;
  const counters = step.layout.blocks[array].counters.flatMap((counter, index) => (isTile(counter, pattern) ? [index] : []));
  if (counters.length === 0) return null;
  const happens = (from: number, to: number): boolean => {
    const counted = step.counted(array, from, to);
    return counters.some((counter) => counted[counter] > 0);
  };
  const at = direction === 1 ? firstCycle(happens, cycle + 1, step.cycles) : lastCycle(happens, 0, cycle);
  if (at === null) return null;
  const counter = step.lastCount(array, at)?.counter ?? counters[0];
  return { name: tileName(step.layout.blocks[array].counters[counter]), cycle: at };
}

function isTile(counter: string, pattern: RegExp): boolean {
  return /^job\d+$/.test(counter) && (pattern.test(counter) || pattern.test(tileName(counter)));
}

function tileName(counter: string): string {
  return counter.replace("job", "tile ");
}
