import { LnsimError } from "@lnsim/contracts";
import type { GemmOp, UpdatePlace } from "@lnsim/hardware";
import { keyOfOp } from "../values/product-key.ts";
import { captureTraining, type CapturedTraining } from "./capture-training.ts";
import type { DatapathOperands } from "./datapath-state.ts";
import type { StepOrigin } from "./origin.ts";
import type { CapturedProduct } from "./product-store.ts";
import type { StepArithmetic } from "./step-arithmetic.ts";
import { updateParts, type UpdatePart } from "./update-parts.ts";

/** What there is of a training, or null; and where the numbers come from. */
export interface Trained<Found> {
  readonly found: Found | null;
  readonly operands: DatapathOperands;
}

/** What the step of a training multiplies and updates; it is trained when somebody asks for the first time. */
export class TrainingStep {
  readonly #origin: StepOrigin;
  readonly #computes: StepArithmetic;
  /** A text says why there is none. */
  #captured: CapturedTraining | string | null = null;

  constructor(origin: StepOrigin, computes: StepArithmetic) {
    this.#origin = origin;
    this.#computes = computes;
  }

  /** One of the equal products of an op, from 0. */
  product(op: GemmOp, number: number): Trained<CapturedProduct> {
    const key = keyOfOp(op);
    return this.#find(key, ({ products }) => products.get(key)?.[number] ?? `step ${this.#origin.training!.step} has no such product: its batch has another size`);
  }

  /** The tensors whose elements are updated in a place, in order. */
  update(place: UpdatePlace): Trained<readonly UpdatePart[]> {
    return this.#find(null, ({ updates }) => updateParts(updates, place) ?? "the training keeps these elements in reals");
  }

  #find<Found extends object>(key: string | null, find: (captured: CapturedTraining) => Found | string): Trained<Found> {
    const { training, seed } = this.#origin;
    if (training === undefined) return { found: null, operands: { kind: "random", seed, reason: null } };
    const captured = this.#capture(key);
    const found = typeof captured === "string" ? captured : find(captured);
    if (typeof found === "string") return { found: null, operands: { kind: "random", seed, reason: found } };
    return { found, operands: { kind: "training", trace: training.name, step: training.step } };
  }

  /** Trains again for products that there was no room for. */
  #capture(key: string | null): CapturedTraining | string {
    const known = this.#captured;
    if (typeof known === "string") return known;
    if (known !== null && (key === null || known.products.get(key) !== null)) return known;
    try {
      this.#captured = captureTraining(this.#origin, this.#origin.training!, this.#computes, key);
    } catch (error) {
      if (!(error instanceof LnsimError)) throw error;
      this.#captured = error.message;
    }
    return this.#captured;
  }
}
