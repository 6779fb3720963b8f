import { LnsimError } from "@lnsim/contracts";
import type { Row } from "../row.ts";
import { figureOf, requireFigure } from "./column.ts";

/** What a design should be good at. */
export interface Objective {
  /** Name of a figure. */
  readonly figure: string;
  readonly goal: "min" | "max";
}

/**
 * Reads objectives such as "energy:min,accuracy:max,area". A goal that is left out is that of the figure; a family of
 * figures stands for its first one.
 *
 * @throws {LnsimError} for an unknown figure or goal, a figure that is named twice, or one that is neither better nor worse
 */
export function parseObjectives(text: string, where = "--objective"): readonly Objective[] {
  const objectives = text.split(",").map((part) => parseObjective(part.trim(), where));
  const twice = objectives.find(({ figure }, at) => objectives.findIndex((other) => other.figure === figure) < at);
  if (twice === undefined) return objectives;
  throw new LnsimError({ code: "invalid-combination", message: "an objective is named twice", path: where, found: twice.figure, remedy: "name it once" });
}

function parseObjective(text: string, where: string): Objective {
  const [name = "", given, ...rest] = text.split(":");
  const figure = requireFigure(name, where);
  if (given === undefined && figure.better !== null) return { figure: figure.name, goal: figure.better === "less" ? "min" : "max" };
  if (rest.length === 0 && (given === "min" || given === "max")) return { figure: figure.name, goal: given };
  throw new LnsimError({
    code: "invalid-value",
    message: given === undefined ? `${figure.name} is neither better nor worse when it is less` : "an objective is smallest or largest",
    path: where,
    found: text,
    expected: `${name}:min or ${name}:max`,
  });
}

/** What a row is worth: one number per objective, less is better; null where it misses one of the figures. */
export function costsOf(row: Row, objectives: readonly Objective[]): readonly number[] | null {
  const costs: number[] = [];
  for (const { figure, goal } of objectives) {
    const value = figureOf(row, figure);
    if (value === null) return null;
    costs.push(goal === "min" ? value : -value);
  }
  return costs;
}
