import { alignedOps, type OpPair } from "./align-ops.ts";
import type { Study } from "./study.ts";

/** Where two runs part: the first op that differs, and the first cycle of it in which a block does something else. */
export interface Divergence extends OpPair {
  /** Cycles from the beginning of the op; null: its length differs, and no block that both have tells where. */
  readonly offset: number | null;
  /** A block that does something else there. */
  readonly block: string | null;
}

/** Changes that are looked at one by one before it is left at that. */
const mostChanges = 100_000;

/** Blocks that both runs have, with their numbers, and the activities that have no namesake replaced by -1. */
interface Common {
  readonly name: string;
  readonly a: number;
  readonly b: number;
}

/** Where two runs part; null: they have the same ops, which take the same time and the same activities. */
export function firstDivergence(a: Study, b: Study): Divergence | null {
  const common = commonBlocks(a, b);
  for (const pair of alignedOps(a.recording.ops, b.recording.ops)) {
    if (pair.a === null || pair.b === null) return { ...pair, offset: null, block: null };
    const lengthA = pair.a.to - pair.a.from;
    const isSame = lengthA === pair.b.to - pair.b.from && haveEqualSums(a, b, common, pair);
    if (!isSame) return { ...pair, ...firstDifference(a, b, common, pair) };
  }
  return null;
}

function commonBlocks(a: Study, b: Study): readonly Common[] {
  return a.timeline.layout.blocks.flatMap(({ name }, index) => {
    const other = b.blockNumbers.get(name);
    return other === undefined ? [] : [{ name, a: index, b: other }];
  });
}

/** Whether all blocks spend as much on each activity in both; activities go by their names. */
function haveEqualSums(a: Study, b: Study, common: readonly Common[], { a: opA, b: opB }: OpPair): boolean {
  const spentA = a.timeline.spent(common.map((block) => block.a), Float64Array.of(opA!.from, opA!.to));
  const spentB = b.timeline.spent(common.map((block) => block.b), Float64Array.of(opB!.from, opB!.to));
  return common.every((block, index) => {
    const names = a.timeline.layout.blocks[block.a].activities;
    const others = b.timeline.layout.blocks[block.b].activities;
    return names.every(({ name }, activity) => {
      const place = others.findIndex((other) => other.name === name);
      return spentA[index][activity] === (place === -1 ? 0 : spentB[index][place]);
    });
  });
}

/** The first cycle in which the same block is in activities of different names. */
function firstDifference(a: Study, b: Study, common: readonly Common[], { a: opA, b: opB }: OpPair): Pick<Divergence, "offset" | "block"> {
  let best = Math.min(opA!.to - opA!.from, opB!.to - opB!.from);
  let name: string | null = null;
  let left = mostChanges;
  for (const block of common) {
    for (let offset = 0; offset < best && left > 0; left--) {
      const inA = a.timeline.intervalAt(block.a, opA!.from + offset);
      const inB = b.timeline.intervalAt(block.b, opB!.from + offset);
      if (nameOf(a, block.a, inA.activity) !== nameOf(b, block.b, inB.activity)) {
        best = offset;
        name = block.name;
        break;
      }
      offset = Math.min(inA.to - opA!.from, inB.to - opB!.from);
    }
  }
  return { offset: name === null ? null : best, block: name };
}

function nameOf({ timeline }: Study, block: number, activity: number): string {
  return timeline.layout.blocks[block].activities[activity].name;
}
