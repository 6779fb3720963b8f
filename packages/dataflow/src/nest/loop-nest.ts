import type { Dimension } from "../problem.ts";
import { edgeOf, tripsOf } from "../stretch.ts";

/** One loop of a nest: `trips` pieces of `step` elements each, `last` in the last one. */
export interface NestLoop {
  /** "product": independent products of one shape. */
  readonly dimension: Dimension | "product";
  /** Whether the trips follow each other or happen side by side. */
  readonly kind: "temporal" | "spatial";
  readonly trips: number;
  readonly step: number;
  readonly last: number;
  /** What one trip is, such as "tile" or "row of PEs". */
  readonly over: string;
}

/** The loops at one level of a machine, from the outermost to the innermost. */
export interface NestLevel {
  readonly name: string;
  readonly loops: readonly NestLoop[];
}

/** How the work of a product is cut up, from the level next to memory inwards. */
export type LoopNest = readonly NestLevel[];

/** A loop over `whole` elements in steps of `step`, at most the whole. */
export function loopOver(dimension: NestLoop["dimension"], whole: number, step: number, rest: Pick<NestLoop, "kind" | "over">): NestLoop {
  const inside = Math.min(step, whole);
  return { dimension, trips: tripsOf(whole, inside), step: inside, last: edgeOf(whole, inside), ...rest };
}

/** A nest as indented text, a line a loop: `for` for what follows each other, `spread` for what happens side by side. */
export function nestText(nest: LoopNest): string {
  const lines: string[] = [];
  let depth = 0;
  for (const { name, loops } of nest) {
    lines.push(`${indent(depth)}${name}`);
    for (const loop of loops) lines.push(`${indent(++depth)}${loopText(loop)}`);
    depth++;
  }
  return lines.join("\n");
}

function loopText({ dimension, kind, trips, step, last, over }: NestLoop): string {
  const verb = kind === "temporal" ? "for" : "spread";
  const edge = last === step ? "" : `, the last ${last}`;
  return `${verb} ${dimension}: ${trips} x ${step}${edge} (${over})`;
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}
