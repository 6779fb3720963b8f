/** A dimension of a tile cut into groups and dealt out over the rows or columns of the grid. */
export interface Groups {
  /** All groups, those of them that are whole, and the groups of the first receiver, which has the most. */
  readonly all: number;
  readonly whole: number;
  readonly most: number;
  /** Receivers that have any. */
  readonly active: number;
  /** Width of a whole group, and of the last one of the first receiver. */
  readonly width: number;
  readonly edge: number;
}

/** Cuts a dimension into groups of `size`, dealt out to `receivers`. */
export function groupsOf(extent: number, size: number, receivers: number): Groups {
  const all = Math.ceil(extent / size);
  const active = Math.min(all, receivers);
  const width = Math.min(size, extent);
  const last = extent - (all - 1) * size;
  return { all, whole: last === width ? all : all - 1, most: Math.ceil(all / receivers), active, width, edge: active === 1 ? last : width };
}
