import type { Axis } from "./chart.ts";

/** What the colours of a chart stand for: a number per mark, that of a category or a value along a scale. */
export type ColourKey = CategoryKey | ScaleKey;

/** Colours of categories; a mark's number is an index into the names. */
export interface CategoryKey {
  readonly kind: "categories";
  readonly label: string;
  readonly names: readonly string[];
}

/** Colours along a scale, dark to bright. */
export interface ScaleKey {
  readonly kind: "scale";
  readonly label: string;
  readonly scale: Axis["scale"];
  /** Values of the darkest and of the brightest colour. */
  readonly domain: readonly [low: number, high: number];
}
