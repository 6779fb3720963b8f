import type { JobPlace } from "./job-place.ts";
import type { ActivityLayout, BlockLayout, TimelineLayout } from "./layout.ts";

/**
 * The layout of an outer machine with the blocks that are inside its jobs behind its own. Blocks inside jobs have further activities
 * behind their own, for the time between jobs: those of the array, but for its work, or one.
 */
export function wholeLayout(step: TimelineLayout, { block, activity, layout, workers }: JobPlace): TimelineLayout {
  const array = step.blocks.find(({ name }) => name === block)!;
  const waits = array.activities.filter(({ name }) => name !== activity).map(({ port: _, ...wait }): ActivityLayout => wait);
  const idle: readonly ActivityLayout[] = [{ name: "between jobs", class: "idle" }];
  const first = step.blocks.length;
  return {
    blocks: [
      ...step.blocks,
      ...layout.blocks.map((inner): BlockLayout => ({ ...inner, activities: [...inner.activities, ...(workers.includes(inner.name) ? waits : idle)] })),
    ],
    links: [
      ...step.links,
      ...layout.links.map((link) => ({ ...link, from: { ...link.from, block: first + link.from.block }, to: { ...link.to, block: first + link.to.block } })),
    ],
  };
}
