/** Something a block can be doing. */
export interface ActivityLayout {
  readonly name: string;
  readonly class: "work" | "stall" | "idle";
  /** Why it stalls; for stalls only. */
  readonly cause?: string;
  /** The port it waits for, if it waits for one. */
  readonly port?: string;
}

/** A block as a recording knows it. */
export interface BlockLayout {
  readonly name: string;
  readonly kind: string;
  /** The first one is that of cycle 0 until something else is said. */
  readonly activities: readonly ActivityLayout[];
  readonly counters: readonly string[];
  readonly notes: readonly string[];
}

/** One end of a link. */
export interface LinkEnd {
  /** Number of the block. */
  readonly block: number;
  readonly port: string;
}

/** A queue of messages between two blocks. */
export interface LinkLayout {
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  /** Messages that fit, those in flight included. */
  readonly capacity: number;
  /** Cycles from sending to visibility. */
  readonly latencyCycles: number;
}

/** Who takes part in a timeline; blocks and links go by their index from then on. */
export interface TimelineLayout {
  readonly blocks: readonly BlockLayout[];
  readonly links: readonly LinkLayout[];
}
