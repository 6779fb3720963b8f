import { MachineBuilder, windowKeys, type ExactMode, type Kernel } from "@lnsim/kernel";
import { playerKinds, type Score } from "./block.ts";
import type { PlayedOp } from "./played-op.ts";

/** Names of the blocks of a player, in the order of `playerBlocks`. */
export type PlayerNames = readonly [array: string, ifmap: string, filter: string, ofmap: string, vectorUnit: string];

/** A kernel at cycle 0 of a schedule: op after op, each of at least one cycle. It stops when the last one is over. */
export function buildPlayer(ops: readonly PlayedOp[], names: PlayerNames, mode: ExactMode): Kernel {
  const builder = new MachineBuilder();
  const shapes = new Map<string, number>();
  const classes = ops.map(({ shape }) => {
    if (!shapes.has(shape)) shapes.set(shape, shapes.size);
    return shapes.get(shape)!;
  });
  builder.setEpochKeys(windowKeys(classes, { before: 0, behind: 0 }));
  for (const [voice, kind] of playerKinds.entries()) builder.add({ name: names[voice]!, kind, attachment: { ops, voice } satisfies Score, initial: { part: -1 } });
  return builder.build({ mode });
}
