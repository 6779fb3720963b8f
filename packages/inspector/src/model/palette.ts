import type { ActivityLayout, TimelineLayout } from "@lnsim/recording";
import type { StyleName } from "../grid/style.ts";

/** A cause of stalls: the letter and the colour it has everywhere. */
export interface CauseSign {
  readonly cause: string;
  /** A capital letter, unique among the causes. */
  readonly letter: string;
  readonly solid: StyleName;
  readonly mixed: StyleName;
}

/** Categories of activities: work, idle, then the causes of stalls in this order. */
export interface Palette {
  readonly causes: readonly CauseSign[];
  /** Category of every activity, by block. */
  readonly categories: readonly Uint8Array[];
}

export const workCategory = 0;
export const idleCategory = 1;
/** Category of the first cause. */
export const firstCause = 2;

/** Letters and colours of causes that our machines have, so that they are the same for all of them. */
const known: Readonly<Record<string, readonly [letter: string, colour: number]>> = {
  memory: ["M", 0],
  dependency: ["P", 1],
  drain: ["D", 2],
  fill: ["F", 3],
  NoC: ["N", 4],
  hazard: ["H", 5],
  "bank conflict": ["K", 6],
  store: ["O", 7],
  row: ["R", 5],
  column: ["C", 4],
  refresh: ["X", 6],
  "A port": ["A", 7],
  "B port": ["B", 0],
  transposer: ["T", 1],
  "partial sums": ["S", 2],
};

/** Gives every cause in a machine its sign. */
export function paletteOf(layout: TimelineLayout): Palette {
  const names = [...new Set(layout.blocks.flatMap(({ activities }) => activities.flatMap(({ cause }) => cause ?? [])))];
  const taken = new Set(names.flatMap((name) => known[name]?.[0] ?? []));
  const causes = names.map((cause, index) => {
    const [letter, colour] = known[cause] ?? [freeLetter(cause, taken), index % 8];
    taken.add(letter);
    return { cause, letter, solid: `stall${colour}` as StyleName, mixed: `mixed${colour}` as StyleName };
  });
  const categories = layout.blocks.map(({ activities }) => Uint8Array.from(activities, (activity) => categoryOf(activity, names)));
  return { causes, categories };
}

function categoryOf({ class: kind, cause }: ActivityLayout, names: readonly string[]): number {
  if (kind === "work") return workCategory;
  return kind === "idle" ? idleCategory : firstCause + names.indexOf(cause!);
}

/** The first letter of the cause that nobody has; of the alphabet, when all of its own are taken. */
function freeLetter(cause: string, taken: ReadonlySet<string>): string {
  const own = [...cause.toUpperCase()].filter((letter) => letter >= "A" && letter <= "Z");
  return [...own, ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((letter) => !taken.has(letter)) ?? "!";
}

/** A category in words. */
export function categoryName(palette: Palette, category: number): string {
  if (category === workCategory) return "work";
  return category === idleCategory ? "idle" : palette.causes[category - firstCause].cause;
}
