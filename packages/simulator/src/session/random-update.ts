import { createCodes, nearestEven, type Codes, type NumberFormat, type Optimizer, type Rounding } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";
import type { UpdatePlace } from "@lnsim/hardware";
import type { Arithmetic } from "@lnsim/training";
import { randomLine } from "../values/random-operand.ts";
import { decoded, intended, type UpdateNumbers } from "./update-numbers.ts";

/** Random codes and gradients, in the first step of an optimizer. */
export function randomUpdate(arithmetic: Arithmetic, optimizer: Optimizer, seed: number, { op, elements }: UpdatePlace): UpdateNumbers {
  const { update: format, weightGradients } = arithmetic;
  const length = elements.to - elements.from;
  const line = (of: NumberFormat, what: string): Codes => randomLine(of, "fixed", length, elements.from, { seed, stream: `${op.name} ${what}` }) as Codes;
  const before = { codes: line(format, "weights"), top: 1 };
  const gradients = decoded(weightGradients, { codes: line(weightGradients, "gradients"), top: 1 });
  const slots = optimizer.slots.map(({ initial }) => new Float64Array(length).fill(initial));
  const { change, exact } = intended(format, optimizer, { before, gradients, slots, step: 1, factor: 1 });
  const after = { codes: stored({ format, optimizer, rounding: roundingOf(arithmetic, seed, op.name) }, before.codes, { change, exact }), top: 1 };
  return { format, gradients, before, exact, after };
}

function roundingOf({ rounding, updateRounding = rounding }: Arithmetic, seed: number, op: string): Rounding {
  if (updateRounding === "nearest-even") return nearestEven;
  return updateRounding === "stochastic" ? { mode: "stochastic", random: createRandom(seed, `${op} rounding`) } : { mode: updateRounding };
}

interface UpdateRule {
  readonly format: NumberFormat;
  readonly optimizer: Optimizer;
  readonly rounding: Rounding;
}

/** Codes after the update. */
function stored({ format, optimizer, rounding }: UpdateRule, before: Codes, { change, exact }: { readonly change: Float64Array; readonly exact: Float64Array }): Codes {
  const after = createCodes(format.bits, before.length);
  if (optimizer.domain === "log2-magnitude" && format.log2 !== undefined) {
    after.set(before);
    format.log2.shift(after, change, rounding);
  } else format.encode(exact, 1, rounding, after);
  return after;
}
