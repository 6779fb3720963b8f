import type { BlockDeclaration, BlockShape } from "./block-shape.ts";
import type { Kernel } from "./kernel.ts";

/**
 * What a block does in one cycle in which it is awake. `base` is where its slots start in `kernel.state`. The contract of a handler:
 *
 * 1. It reads and writes only its own slots, and talks to others only through its ports.
 * 2. It is called at most once per cycle, in any order among blocks.
 * 3. It may be called in any cycle, also when nothing happened: a call with nothing to do changes nothing.
 * 4. Before it returns it has made sure to be woken when there is something to do: see {@link Kernel}.
 * 5. It keeps nothing outside `kernel.state`: no closure variable, no module variable.
 * 6. A burst of n cycles has, for everybody else, the effect of n single cycles.
 */
export type Wake = (kernel: Kernel, block: number, base: number) => void;

/** A kind of block: its shape and its behaviour. Plain data, shared by every block of the kind. */
export interface BlockKind<D extends BlockDeclaration = BlockDeclaration> {
  readonly shape: BlockShape<D>;
  readonly wake: Wake;
}

/** Joins a shape and its handler. */
export function defineBlock<D extends BlockDeclaration>(shape: BlockShape<D>, wake: Wake): BlockKind<D> {
  return { shape, wake };
}
