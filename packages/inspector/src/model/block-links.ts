import type { TimelineLayout } from "@lnsim/recording";

/** Links of a block, as indices into the layout's. */
export interface BlockLinks {
  readonly into: readonly number[];
  readonly outOf: readonly number[];
}

/** The links of every block, in the order of the layout. */
export function linksByBlock(layout: TimelineLayout): readonly BlockLinks[] {
  const found = layout.blocks.map(() => ({ into: [] as number[], outOf: [] as number[] }));
  for (const [link, { from, to }] of layout.links.entries()) {
    found[from.block].outOf.push(link);
    found[to.block].into.push(link);
  }
  return found;
}

/** The link at a port of a block; null: none. */
export function linkAtPort(layout: TimelineLayout, { into, outOf }: BlockLinks, port: string): number | null {
  const arriving = into.find((link) => layout.links[link].to.port === port);
  return arriving ?? outOf.find((link) => layout.links[link].from.port === port) ?? null;
}
