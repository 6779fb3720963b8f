import { formatError, LnsimError } from "@lnsim/contracts";
import { run, type RunHooks } from "@lnsim/simulator";
import { figuresOf } from "../figures.ts";
import type { DesignPoint } from "../point.ts";
import type { Row } from "../row.ts";

/** Runs a point. @throws {LnsimError} and all else that {@link run} throws. */
export async function runPoint({ id, values, request }: Pick<DesignPoint, "id" | "values" | "request">, hooks: RunHooks = {}): Promise<Row> {
  const result = await run(request, hooks);
  if (result === null) throw new Error(`point ${id} was stopped, and nobody asked for that`);
  const { machine, trace, notes } = result;
  return { id, values, machine: { name: machine.name, hash: machine.hash }, trace: { name: trace.name, hash: trace.hash }, figures: figuresOf(result), notes };
}

/** Why a point failed, in a few lines. */
export function failureText(error: unknown): string {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.map((each) => (each instanceof LnsimError ? formatError(each).replace(/^error: /, "") : bugText(each))).join("\n");
}

function bugText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [, place = ""] = (error.stack ?? "").split(/\n(?=\s*at )/);
  return `a bug in lnsim: ${error.message}${place === "" ? "" : ` (${place.trim()})`}`;
}
