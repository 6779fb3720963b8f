import { LnsimError, type Parameter } from "@lnsim/contracts";
import { eachParameter, expectation, type RunPlanner, type RunRequest } from "@lnsim/simulator";
import type { Scalar } from "../point.ts";
import { mistakesIn, unknownKey } from "./place.ts";

/** Axes that are no parameters of the machine, but of what is run on it. */
const runParameters: { readonly [path: string]: Parameter } = {
  machine: { type: "text", default: "", description: "Machine preset or description file." },
  trace: { type: "text", default: "", description: "Trace by name, sizes in one line, or file." },
  batch: { type: "integer", default: 32, minimum: 1, maximum: 2 ** 31, unit: "1", description: "Samples in a step of a trace that is built." },
  steps: { type: "integer", default: 1, minimum: 1, maximum: 2 ** 31, unit: "step", description: "Optimizer steps to replay." },
  seed: { type: "integer", default: 1, minimum: 0, maximum: Number.MAX_SAFE_INTEGER, unit: "1", description: "Seed that initial weights, batches and everything else are drawn anew from." },
};

/** Combinations of machines and formats whose declarations are looked at; those of other ones are checked point by point. */
const mostVariants = 64;
/** Paths that other declarations depend on. */
const deciding = ["machine", "numerics.format", "numerics.weights"];

/** What an axis can be: every path with its declarations, which may differ between the machines and formats of a space. */
export type AxisPaths = ReadonlyMap<string, readonly Parameter[]>;

/** Whether a path is a parameter of the run, and not of the machine. */
export function isRunPath(path: string): boolean {
  return Object.hasOwn(runParameters, path);
}

/**
 * The paths that the machines of a space declare.
 *
 * @param levels the values of axes, by path, of which machines and formats are tried with each other
 * @throws {LnsimError} what the machine throws when none of them can be described.
 */
export async function axisPathsOf(planner: RunPlanner, base: RunRequest, levels: ReadonlyMap<string, readonly Scalar[]>): Promise<AxisPaths> {
  const paths = new Map<string, Parameter[]>(Object.entries(runParameters).map(([path, parameter]) => [path, [parameter]]));
  let failure: unknown;
  for (const variant of variantsOf(levels)) {
    try {
      const { machine = base.machine, ...edits } = variant;
      const set = [...(base.set ?? []), ...Object.entries(edits).map(([path, value]) => `${path}=${value}`)];
      const { tree } = await planner.machine({ ...base, machine: String(machine), set });
      for (const [path, parameter] of eachParameter(tree)) addNew(paths, path, parameter);
    } catch (error) {
      mistakesIn(error);
      failure ??= error;
    }
  }
  if (failure !== undefined && paths.size === Object.keys(runParameters).length) throw failure;
  return paths;
}

function variantsOf(levels: ReadonlyMap<string, readonly Scalar[]>): readonly { readonly [path: string]: Scalar }[] {
  let variants: { readonly [path: string]: Scalar }[] = [{}];
  for (const path of deciding) {
    const own = levels.get(path);
    if (own !== undefined) variants = variants.flatMap((variant) => own.map((value) => ({ ...variant, [path]: value }))).slice(0, mostVariants);
  }
  return variants;
}

function addNew(paths: Map<string, Parameter[]>, path: string, parameter: Parameter): void {
  const known = paths.get(path) ?? [];
  if (!known.includes(parameter)) paths.set(path, [...known, parameter]);
}

/** The declarations of a path. @throws {LnsimError} code "unknown-key", with the nearest path. */
export function declarationsOf(paths: AxisPaths, path: string, place: string): readonly Parameter[] {
  const declared = paths.get(path);
  if (declared === undefined) throw unknownKey("a design point", path, { place, known: [...paths.keys()] });
  return declared;
}

/** The unit of a path; null for names and switches, and plain numbers. */
export function unitOf(declared: readonly Parameter[]): string | null {
  const [first] = declared;
  return first !== undefined && "unit" in first && first.unit !== "1" ? first.unit : null;
}

/** Whether a path takes whole numbers only. */
export function isWhole(declared: readonly Parameter[]): boolean {
  return declared.every(({ type }) => type === "integer");
}

/** @throws {LnsimError} code "invalid-value" for a value that no declaration of its path accepts. */
export function requireDeclared(declared: readonly Parameter[], value: Scalar, place: string): void {
  if (declared.some((parameter) => accepts(parameter, value))) return;
  const unit = unitOf(declared);
  throw new LnsimError({
    code: "invalid-value",
    message: "a value of an axis is out of its range",
    path: place,
    found: JSON.stringify(value),
    expected: `${[...new Set(declared.map(expectation))].join(", or ")}${unit === null ? "" : ` (${unit})`}`,
  });
}

function accepts(parameter: Parameter, value: Scalar): boolean {
  switch (parameter.type) {
    case "integer":
      return Number.isSafeInteger(value) && within(parameter, value as number);
    case "number":
      return Number.isFinite(value) && within(parameter, value as number);
    case "choice":
      return parameter.choices.includes(value as string);
    case "boolean":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string";
  }
}

function within({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }, value: number): boolean {
  return value >= minimum && value <= maximum;
}
