/** An action that a block counts, priced by an energy table under `block` and `action`. */
export interface ActionDescription {
  readonly block: string;
  readonly action: string;
  /** One sentence that ends with a full stop: what one count is. */
  readonly description: string;
}

/** An entry of a catalogue of actions. */
export function describeAction(block: string, action: string, description: string): ActionDescription {
  return Object.freeze({ block, action, description });
}
