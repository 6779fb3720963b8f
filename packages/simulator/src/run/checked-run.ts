import { LnsimError, type Optimizer } from "@lnsim/contracts";
import type { TraceReader } from "@lnsim/trace";
import type { Arithmetic } from "@lnsim/training";
import type { MachineDescription } from "../machine/describe-machine.ts";
import type { MachineValues } from "../machine/machine-tree.ts";
import { readMappingPins, requireTiles, type MappingPins } from "../mapping/mapping-pins.ts";
import { resolveArithmetic } from "./resolve-arithmetic.ts";
import { resolveOptimizer } from "./resolve-optimizer.ts";
import { resolveSeed } from "./resolve-seed.ts";
import type { RunRequest } from "./run-request.ts";
import { requireScaleSim } from "./scale-sim.ts";
import { countShapes, leftOutOps, withPasses, type CountedShape } from "./step-counts.ts";
import type { TimedRunPlan } from "./timed-run.ts";
import { wantedValues } from "./wanted-values.ts";

/** What of a trace decides how it is run. */
export type RunTrace = Pick<TraceReader, "header" | "contentHash">;

/** A request whose parts go together: what will be done, before any of it. */
export interface CheckedRun {
  readonly mapping: MappingPins | null;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly shapes: readonly CountedShape[];
  /** Steps that are replayed. */
  readonly steps: number;
  readonly seed: number;
  /** Null where the run is not timed. */
  readonly timing: TimedRunPlan | null;
  /** Whether the training is repeated. */
  readonly trains: boolean;
  /** The step of the training whose operands pass through the machine; null for none. */
  readonly valueStep: number | null;
}

/** Checks a request against its machine and its trace. @throws {LnsimError} for the first mistake. */
export function checkRun(request: RunRequest, machine: MachineDescription, { header, contentHash }: RunTrace): CheckedRun {
  const { values } = machine;
  if (request.compat === "scalesim") requireScaleSim(values);
  const mapping = mappingOf(request, values, leftOutOps(header, request.passes));
  const arithmetic = resolveArithmetic(machine);
  const optimizer = resolveOptimizer(machine, header);
  const shapes = withPasses(countShapes(header, request.steps), request.passes);
  const seed = resolveSeed(request.seed, header);
  const steps = shapes.reduce((sum, { count }) => sum + count, 0);
  checkSteps(request, steps);
  const of = { header, traceHash: contentHash, shapes, passes: request.passes ?? null };
  const how = { exact: request.exact ?? "skip", mapping, compat: request.compat ?? null } as const;
  const trains = request.numerics !== false && request.passes === undefined && header.kind === "value";
  const wanted = wantedValues(request, { arithmetic, trains, steps });
  const valueSeed = wanted?.operands === "random" ? seed : null;
  const timing = request.timing === false ? null : { values, arithmetic, optimizer, ...of, ...how, valueSeed };
  return { mapping, arithmetic, optimizer, shapes, steps, seed, timing, trains, valueStep: wanted?.operands === "training" ? wanted.step : null };
}

function mappingOf({ mapping, folder = process.cwd() }: RunRequest, values: MachineValues, leftOut: ReadonlySet<string>): MappingPins | null {
  if (mapping === undefined) return null;
  requireTiles(values, "--mapping");
  return readMappingPins(mapping, folder, leftOut);
}

/** Steps that are looked at have to be among those replayed. */
function checkSteps({ diagnose = [], dump }: RunRequest, steps: number): void {
  const refuse = (path: string, asked: readonly number[]): void => {
    const beyond = asked.find((step) => !Number.isSafeInteger(step) || step < 1 || step > steps);
    if (beyond === undefined) return;
    throw new LnsimError({
      code: "invalid-value",
      message: "there is no such step to look at",
      path,
      found: String(beyond),
      expected: `whole numbers from 1 to ${steps}, the steps that are replayed`,
    });
  };
  refuse("--diagnose", diagnose);
  refuse("--dump-steps", dump?.steps ?? []);
}
