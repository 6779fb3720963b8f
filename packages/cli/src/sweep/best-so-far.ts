import type { Figures, Objective, AxisValues } from "@lnsim/sweep";
import type { BestPoint } from "./sweep-text.ts";

/** Where nothing is asked for: cycles, or accuracy where nothing is timed. */
const usual: readonly Objective[] = [
  { figure: "cycles.perStep", goal: "min" },
  { figure: "accuracy.test", goal: "max" },
];

/** Keeps the best of the points it is shown, by the first objective of those given that a point has a figure for. */
export class BestSoFar {
  readonly #objectives: readonly Objective[];
  #best: BestPoint | null = null;
  #goal: Objective["goal"] = "min";

  constructor(objectives: readonly Objective[] = usual) {
    this.#objectives = objectives;
  }

  get best(): BestPoint | null {
    return this.#best;
  }

  show(figures: Figures, values: AxisValues): void {
    const objective = this.#best === null ? this.#objectives.find(({ figure }) => isNumber(figures[figure])) : { figure: this.#best.figure, goal: this.#goal };
    const value = objective === undefined ? null : figures[objective.figure];
    if (objective === undefined || !isNumber(value)) return;
    const isBetter = this.#best === null || (objective.goal === "min" ? value < this.#best.value : value > this.#best.value);
    if (!isBetter) return;
    this.#goal = objective.goal;
    this.#best = { figure: objective.figure, value, values };
  }
}

function isNumber(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}
