/** Deals `count` things out to `receivers`, as evenly as possible; the first ones get more. */
export function dealOut(count: number, receivers: number): Int32Array {
  const least = Math.floor(count / receivers);
  return new Int32Array(receivers).map((_, receiver) => least + (receiver < count - least * receivers ? 1 : 0));
}

/** A dimension of a tile dealt out in groups of `size`: groups of each receiver, and what is in the last group of each. */
export interface DealtDimension {
  readonly groups: Int32Array;
  readonly edges: Int32Array;
  /** Receivers with a share: the first ones. */
  readonly active: number;
}

/** Deals a dimension out; only the last group of the last receiver with a share may be smaller. */
export function dealDimension(extent: number, size: number, receivers: number): DealtDimension {
  const count = Math.ceil(extent / size);
  const groups = dealOut(count, receivers);
  const active = Math.min(count, receivers);
  const edges = new Int32Array(receivers).fill(size);
  edges[active - 1] = extent - (count - 1) * size;
  return { groups, edges, active };
}
