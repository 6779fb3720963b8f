// Sums as trees of 16: 16 products by halves, then 16 of those sums in the same way, and so on.
import { leftBytes, panelRowBytes } from "./log-pack";
import { codesOf, largest, sumLogarithm, sumSign } from "./log-rule";

/** Bytes of one slot: eight logarithms and their signs. */
const slotBytes: usize = 32;
/** Slots of one level. */
const slots: usize = 16;
const levelBytes: usize = slots * slotBytes;

/** Adds slot `from` to slot `to`. */
// @ts-ignore: decorator
@inline
function addSlot(to: usize, from: usize): void {
  const x = v128.load(to);
  const y = v128.load(from);
  const sign = v128.load(to, 16);
  const opposite = v128.xor(sign, v128.load(from, 16));
  v128.store(to, sumLogarithm(x, y, opposite));
  v128.store(to, sumSign(x, y, sign, opposite), 16);
}

/** Sums the first `count` slots of a level by halves into the first; the others count as zeros. */
function sumLevel(level: usize, count: usize): void {
  for (let half: usize = slots / 2; half > 0; half >>= 1) {
    for (let slot: usize = 0; slot + half < count; slot++) addSlot(level + slot * slotBytes, level + (slot + half) * slotBytes);
    if (count > half) count = half;
  }
}

/** Writes the product of a left operand and eight columns to a slot. */
// @ts-ignore: decorator
@inline
function writeProduct(left: usize, row: usize, slot: usize): void {
  const sum = i16x8.max_s(i16x8.add(v128.load_splat<u16>(left), v128.load(row)), i16x8.splat(<i16>-largest));
  const ceiling = i16x8.min_s(v128.load_splat<u16>(left, 4), v128.load(row, 128));
  v128.store(slot, i16x8.min_s(sum, ceiling));
  v128.store(slot, v128.xor(v128.load_splat<u16>(left, 2), v128.load(row, 64)), 16);
}

/**
 * 32 sums of `depth` products, a multiple of 16, as trees. `levels` is room for eight columns' slots of every level: 16
 * slots of 32 bytes each, and a counter of 4 bytes each at `counters`.
 */
export function multiplyTree(left: usize, depth: usize, panel: usize, levels: usize, levelCount: usize, counters: usize, out: usize): void {
  for (let column: usize = 0; column < 4; column++) {
    memory.fill(counters, 0, levelCount * 4);
    for (let k: usize = 0; k < depth; k += slots) {
      for (let slot: usize = 0; slot < slots; slot++) {
        writeProduct(left + (k + slot) * leftBytes, panel + (k + slot) * panelRowBytes, levels + slot * slotBytes);
      }
      sumLevel(levels, slots);
      carry(levels, counters);
    }
    finish(levels, levelCount, counters);
    const result = levels + (levelCount - 1) * levelBytes;
    v128.store(out, codesOf(v128.load(result), v128.load(result, 16)));
    panel += 16;
    out += 16;
  }
}

/** Appends the sum of level 0 to level 1; a level that is full is summed and appended to the next one. */
function carry(levels: usize, counters: usize): void {
  let level = levels;
  for (;;) {
    counters += 4;
    const count = <usize>load<u32>(counters);
    const target = level + levelBytes + count * slotBytes;
    v128.store(target, v128.load(level));
    v128.store(target, v128.load(level, 16), 16);
    store<u32>(counters, <u32>((count + 1) % slots));
    if (count + 1 < slots) return;
    level += levelBytes;
    sumLevel(level, slots);
  }
}

/** Sums what is left in the levels from the lowest one up; the result is the first slot of the highest level. */
function finish(levels: usize, levelCount: usize, counters: usize): void {
  for (let index: usize = 1; index + 1 < levelCount; index++) {
    const level = levels + index * levelBytes;
    const count = <usize>load<u32>(counters + index * 4);
    if (count == 0) continue;
    sumLevel(level, count);
    const above = counters + (index + 1) * 4;
    const place = <usize>load<u32>(above);
    v128.store(level + levelBytes + place * slotBytes, v128.load(level));
    v128.store(level + levelBytes + place * slotBytes, v128.load(level, 16), 16);
    store<u32>(above, <u32>(place + 1));
  }
}
