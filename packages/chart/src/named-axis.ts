/** An axis of names; values are indices into them. */
export interface NamedAxis {
  readonly label: string;
  readonly names: readonly string[];
}
