import type { SeededRandom } from "@lnsim/elementary";
import type { Genome, SearchAxis } from "./search-space.ts";

/** Each gene from one parent or the other, either as likely. */
export function crossed(a: Genome, b: Genome, random: SeededRandom): Genome {
  return a.map((gene, axis) => (random.nextBelow(2) === 0 ? gene : b[axis]!));
}

/** The genome with some genes moved: each with probability 1 / axes, one at least where any axis has a choice. */
export function mutated(genome: Genome, axes: readonly SearchAxis[], random: SeededRandom): Genome {
  const movable = [...axes.keys()].filter((axis) => axes[axis]!.size > 1);
  const chosen = movable.filter(() => random.nextBelow(movable.length) === 0);
  if (chosen.length === 0 && movable.length > 0) chosen.push(movable[random.nextBelow(movable.length)]!);
  return genome.map((gene, axis) => (chosen.includes(axis) ? moved(gene, axes[axis]!, random) : gene));
}

/** Another value of the axis: along an ordered one mostly a near one, each step further half as likely. */
function moved(gene: number, { size, isOrdered }: SearchAxis, random: SeededRandom): number {
  if (!isOrdered) return (gene + 1 + random.nextBelow(size - 1)) % size;
  let distance = 1;
  while (distance < size - 1 && random.nextBelow(2) === 0) distance++;
  const [down, up] = [Math.max(0, gene - distance), Math.min(size - 1, gene + distance)];
  if (down === gene || up === gene) return down === gene ? up : down;
  return random.nextBelow(2) === 0 ? down : up;
}

/** As many genomes as asked for, every axis spread evenly over them (a Latin hypercube). */
export function spreadGenomes(axes: readonly SearchAxis[], count: number, random: SeededRandom): readonly Genome[] {
  const columns = axes.map(({ size }) => {
    const column = Uint32Array.from({ length: count }, (_, at) => (count < size ? Math.floor(((at + random.nextFloat()) * size) / count) : at % size));
    random.shuffle(column);
    return column;
  });
  return Array.from({ length: count }, (_, at) => columns.map((column) => column[at]!));
}
