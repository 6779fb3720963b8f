import { createCodes, nearestEven, type Codes, type NumberFormat, type Optimizer, type Rounding } from "@lnsim/contracts";
import { createRandom, exp2 } from "@lnsim/elementary";
import type { UpdatePlace } from "@lnsim/hardware";
import type { Arithmetic } from "@lnsim/training";
import { randomLine } from "../values/random-operand.ts";
import type { UpdatedWeight, UpdateState } from "./datapath-state.ts";
import type { LookPlace } from "./product-state.ts";

/** What the numbers of updates come from. */
export interface UpdateSource {
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  readonly seed: number;
}

/** The weights that are updated in a cycle: random codes and gradients, in the first step of an optimizer. */
export function updateState({ arithmetic, optimizer, seed }: UpdateSource, { op, elements }: UpdatePlace, at: LookPlace): UpdateState {
  const { update, weightGradients } = arithmetic;
  const length = elements.to - elements.from;
  const line = (format: NumberFormat, what: string): Codes => randomLine(format, "fixed", length, elements.from, { seed, stream: `${op.name} ${what}` }) as Codes;
  const before = line(update, "weights");
  const gradients = decoded(weightGradients, line(weightGradients, "gradients"));
  const { after, exact } = updated({ format: update, optimizer, rounding: roundingOf(arithmetic, seed, op.name) }, before, gradients);
  const [old, fresh] = [decoded(update, before), decoded(update, after)];
  return {
    kind: "update",
    ...at,
    op: op.name,
    pass: op.pass,
    operands: { kind: "random", seed },
    elements: op.elements,
    range: elements,
    format: update.id,
    optimizer: optimizer.id,
    weights: Array.from({ length }, (_, index): UpdatedWeight => {
      return {
        element: elements.from + index,
        gradient: gradients[index]!,
        before: { code: before[index]!, value: old[index]! },
        exact: exact[index]!,
        after: { code: after[index]!, value: fresh[index]! },
      };
    }),
  };
}

function decoded(format: NumberFormat, codes: Codes): Float64Array {
  const values = new Float64Array(codes.length);
  format.decode(codes, 1, values);
  return values;
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

/** Codes after the update, and the values that they are rounded from. */
function updated({ format, optimizer, rounding }: UpdateRule, before: Codes, gradients: Float64Array): { readonly after: Codes; readonly exact: Float64Array } {
  const { length } = before;
  const values = decoded(format, before);
  const isMultiplicative = optimizer.domain === "log2-magnitude";
  const change = new Float64Array(length);
  const weights = isMultiplicative ? signsOf(format, before, values) : values;
  const slots = optimizer.slots.map(({ initial }) => new Float64Array(length).fill(initial));
  optimizer.step({ step: 1, learningRate: optimizer.learningRate, weights, gradients, slots, change });
  const exact = values.map((value, index) => (isMultiplicative ? value * exp2(change[index]!) : value + change[index]!));
  const after = createCodes(format.bits, length);
  if (isMultiplicative && format.log2 !== undefined) {
    after.set(before);
    format.log2.shift(after, change, rounding);
  } else format.encode(exact, 1, rounding, after);
  return { after, exact };
}

function signsOf(format: NumberFormat, codes: Codes, values: Float64Array): Float64Array {
  const signs = values.map(Math.sign);
  format.log2?.signs(codes, signs);
  return signs;
}
