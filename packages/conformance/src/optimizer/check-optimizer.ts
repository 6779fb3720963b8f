import type { Optimizer } from "@lnsim/contracts";
import { examine, type Finding, type Verdict } from "../law.ts";
import { optimizerLaws } from "./laws.ts";
import { optimizerSubject, type OptimizerOptions } from "./subject.ts";

/** Holds every law of weight-update rules against a rule, one verdict a law. */
export function examineOptimizer(optimizer: Optimizer, options: OptimizerOptions = {}): readonly Verdict[] {
  return examine(optimizerLaws, optimizerSubject(optimizer, options));
}

/** What an optimizer breaks; empty where it keeps every law that says anything about it. */
export function checkOptimizer(optimizer: Optimizer, options: OptimizerOptions = {}): readonly Finding[] {
  return examineOptimizer(optimizer, options).flatMap(({ findings }) => findings);
}
