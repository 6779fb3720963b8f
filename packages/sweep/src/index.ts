export type { AxisValues, DesignPoint, Scalar } from "./point.ts";
export type { Attempt, Figures, Row } from "./row.ts";
export type { ResultStore } from "./result-store.ts";
export { figureNamed, figures, figuresOf, type Figure } from "./figures.ts";
