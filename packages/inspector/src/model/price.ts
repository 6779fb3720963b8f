/** What an action of a block takes. */
export interface ActionPrice {
  /** Name of the block, or its kind. */
  readonly block: string;
  /** Name of the counter that counts it. */
  readonly action: string;
  readonly energyPj: number;
}
