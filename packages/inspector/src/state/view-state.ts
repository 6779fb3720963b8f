/** What can be looked at. */
export const viewNames = ["timeline", "block", "machine", "stalls", "ops", "energy", "datapath", "compare", "help"] as const;

export type ViewName = (typeof viewNames)[number];

/** The cycles on screen. */
export interface Window {
  readonly from: number;
  /** Whole cycles per column; 0: as many as show the whole run. */
  readonly cyclesPerColumn: number;
}

export interface Bookmark {
  readonly name: string;
  readonly cycle: number;
}

/** How rows are sorted: as the machine's tree, or flat with those first that stall most in the window. */
export type RowOrder = "tree" | "stalls";

/** Which links have a row: none, those of the selected block, all. */
export const linkChoices = ["none", "selected", "all"] as const;
export type LinkChoice = (typeof linkChoices)[number];

/** How lists of ops are sorted. */
export const opOrders = ["cycles", "stalls", "time"] as const;
export type OpOrder = (typeof opOrders)[number];

/** What stands in the same column when two runs are compared: cycles since the op began, or the same tiles of it. */
export const alignments = ["op", "tile"] as const;
export type Alignment = (typeof alignments)[number];

/** All that decides what is on screen, beside the session and the size of it. Plain data, never changed in place. */
export interface ViewState {
  readonly view: ViewName;
  readonly cursor: number;
  readonly window: Window;
  /** Key of a block or a group in the machine's tree. */
  readonly selected: string;
  readonly folded: readonly string[];
  readonly pinned: readonly string[];
  /** Rows whose names contain it, or match it as a regular expression; "": all. */
  readonly filter: string;
  readonly order: RowOrder;
  readonly links: LinkChoice;
  readonly opOrder: OpOrder;
  readonly alignment: Alignment;
  /** The cause of stalls that is being followed; "": any. */
  readonly cause: string;
  readonly bookmarks: readonly Bookmark[];
  /** Conditions for `run`, as they were typed. */
  readonly conditions: readonly string[];
  /** Regular expression that `search` looked for last. */
  readonly search: string;
  /** Place in a list (of stalls, ops, differences, lanes), by view. */
  readonly entry: Readonly<Partial<Record<ViewName, number>>>;
}
