import { passes } from "../../workload/pass.ts";
import type { Chip } from "../machine/build-chip.ts";
import type { ChipProgram } from "../program/program.ts";
import { sumTransfers, type ByRegion } from "../program/tile-counts.ts";
import type { transferNumber } from "../program/tile-op.ts";
import type { StashPlan } from "../stash/choose-tensors.ts";
import { stashShape } from "../stash/state.ts";
import { compare, counted } from "./compare-counts.ts";

/**
 * The invariants of a stash: it read and wrote what the loop nests say, in as many words and cycles; what it held fits it, and no
 * two tensors were in one place at the same time.
 *
 * @throws Error naming what is off: a bug of the simulator.
 */
export function checkStash(program: ChipProgram, chip: Chip): void {
  const { stash } = chip.blocks;
  if (stash === null || program.stash === null) return;
  const sums = (which: keyof typeof transferNumber) => program.ops.map((op) => sumTransfers(op, which));
  const byPass = (list: readonly ByRegion[], of: (moved: ByRegion) => number) =>
    passes.map((_, pass) => program.ops.reduce((sum, op, index) => (op.pass === pass ? sum + of(list[index]!) : sum), 0));
  const read = ({ a, b, p }: ByRegion): number => a + b + p;
  const written = ({ o }: ByRegion): number => o;
  const [bytes, words, rows] = [sums("stashBytes"), sums("stashWords"), sums("stashRows")];
  compare("bytes read from the stash", counted(chip, stash, "readBytes"), byPass(bytes, read));
  compare("bytes written to the stash", counted(chip, stash, "writtenBytes"), byPass(bytes, written));
  compare("words read from the stash", counted(chip, stash, "readWords"), byPass(words, read));
  compare("words written to the stash", counted(chip, stash, "writtenWords"), byPass(words, written));
  for (const [activity, of] of [["read", read], ["write", written]] as const) {
    const found = chip.kernel.activityCycles(stash, stashShape.activity[activity]);
    const expected = rows.reduce((sum, moved) => sum + of(moved), 0);
    if (found !== expected) throw new Error(`the stash did "${activity}" in ${found} cycles, and the loop nests have ${expected}`);
  }
  checkPlaces(program.stash);
}

function checkPlaces({ capacityBytes, stayed }: StashPlan): void {
  for (const [index, tensor] of stayed.entries()) {
    if (tensor.offset + tensor.heldBytes > capacityBytes || tensor.bytes > tensor.heldBytes) throw new Error(`${tensor.name} does not fit its place in the stash`);
    for (const other of stayed.slice(0, index)) {
      const isBeside = other.offset >= tensor.offset + tensor.heldBytes || tensor.offset >= other.offset + other.heldBytes;
      if (!isBeside && other.from <= tensor.until && tensor.from <= other.until) throw new Error(`${tensor.name} and ${other.name} are in one place of the stash`);
    }
  }
}
