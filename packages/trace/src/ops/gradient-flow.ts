import { parameterShapes } from "../graph/parameter-shapes.ts";
import type { InputSpec, LayerSpec } from "../model.ts";
import { outputOf } from "./site.ts";

/** Which gradients of a network are needed, what they are called, and which contributions have been formed so far. */
export class GradientFlow {
  readonly #needed = new Set<string>();
  readonly #readers = new Map<string, number>();
  readonly #contributions = new Map<string, string[]>();

  /** The layers stand in order; the gradient of the last one's output is there from the start. */
  constructor(model: readonly LayerSpec[], { hasGradient = false }: InputSpec) {
    if (hasGradient) this.#needed.add("input");
    for (const layer of model) {
      const learns = parameterShapes(layer).length > 0;
      if (learns || layer.from.some((name) => this.#needed.has(name))) this.#needed.add(layer.name);
      for (const name of layer.from) this.#readers.set(name, (this.#readers.get(name) ?? 0) + 1);
    }
    const last = model.at(-1)!.name;
    this.#contributions.set(last, [`${last}.out.grad`]);
  }

  /** Whether the layer, or anything below it, learns; of "input", whether its gradient is asked for. */
  isNeeded(layer: string): boolean {
    return this.#needed.has(layer);
  }

  /** The tensor in which `reader` leaves its contribution to the gradient of `source`'s output. */
  nameFor(source: string, reader: string): string {
    const whole = `${outputOf(source)}.grad`;
    return this.#readers.get(source) === 1 ? whole : `${whole}.${reader}`;
  }

  contribute(source: string, tensor: string): void {
    this.#contributions.set(source, [...this.contributions(source), tensor]);
  }

  contributions(source: string): readonly string[] {
    return this.#contributions.get(source) ?? [];
  }
}
