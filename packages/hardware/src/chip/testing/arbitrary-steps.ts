import fc from "fast-check";
import type { Gather, GemmOp, Op, VectorOp } from "../../workload/operation.ts";
import type { StoredAs, TensorUse } from "../../workload/tensor-use.ts";

/** An op of a layer, before it is known where in the step it stands: what it waits for is so many ops before it. */
interface Template {
  readonly op: Op;
  /** Distances of the ops that it waits for, and whether it reads what they leave. */
  readonly distances: readonly number[];
  readonly isNamed: boolean;
}

const size = fc.integer({ min: 1, max: 24 });
const storedAs = fc.constantFrom<StoredAs[]>("activations", "gradients", "spill", "mask");

function gemms(): fc.Arbitrary<Op> {
  const plain = fc.record({ m: size, n: size, k: size, pass: fc.constantFrom("fprop" as const, "dgrad" as const, "wgrad" as const) });
  return fc
    .record({
      shape: fc.oneof({ weight: 3, arbitrary: plain as fc.Arbitrary<Pick<GemmOp, "m" | "n" | "k" | "pass" | "gather">> }, convolutions()),
      count: fc.constantFrom(1, 1, 2, 5),
      activation: fc.boolean(),
      output: fc.constantFrom("codes" as const, "spill" as const),
      maximum: fc.boolean(),
      statistics: fc.boolean(),
    })
    .map(({ shape, ...rest }): Op => ({ id: 0, name: "", kind: "gemm", after: [], ...shape, ...rest }));
}

function convolutions(): fc.Arbitrary<Pick<GemmOp, "m" | "n" | "k" | "pass" | "gather">> {
  const gather = fc.record({
    samples: fc.integer({ min: 1, max: 2 }),
    channels: fc.integer({ min: 1, max: 3 }),
    outputHeight: fc.integer({ min: 1, max: 4 }),
    outputWidth: fc.integer({ min: 1, max: 4 }),
    side: fc.integer({ min: 1, max: 3 }),
    step: fc.integer({ min: 1, max: 2 }),
  });
  return fc.tuple(gather, size, fc.constantFrom("fprop" as const, "dgrad" as const, "wgrad" as const)).map(([given, width, pass]) => {
    const { samples, channels, outputHeight, outputWidth, side, step } = given;
    const reach = (outputs: number): number => (outputs - 1) * step + side;
    const taken: Gather = {
      samples,
      channels,
      outputHeight,
      outputWidth,
      height: reach(outputHeight),
      width: reach(outputWidth),
      kernel: [side, side],
      stride: [step, step],
      padding: [0, 0],
    };
    const positions = samples * outputHeight * outputWidth;
    const taps = channels * side * side;
    return pass === "wgrad" ? { m: taps, n: width, k: positions, pass, gather: taken } : { m: width, n: positions, k: taps, pass, gather: taken };
  });
}

function vectors(): fc.Arbitrary<Op> {
  const use = fc.record({ share: fc.constantFrom(1, 3), storedAs });
  return fc
    .record({
      elements: fc.integer({ min: 1, max: 700 }),
      operation: fc.constantFrom("relu" as const, "add" as const, "softmax" as const),
      reads: fc.oneof({ weight: 5, arbitrary: fc.array(use, { minLength: 1, maxLength: 3 }) }, fc.constant([] as { share: 1 | 3; storedAs: StoredAs }[])),
      writes: fc.array(use, { minLength: 1, maxLength: 2 }),
      pass: fc.constantFrom("fprop" as const, "loss" as const, "dgrad" as const),
    })
    .map(({ elements, operation, reads, writes, pass }): Op => {
      const tensor = ({ share, storedAs: as }: { share: number; storedAs: StoredAs }, index: number): TensorUse => ({ name: `t${index}`, elements: Math.ceil(elements / share), storedAs: as });
      return { id: 0, name: "", kind: "vector", pass, stages: [{ operation, elements }], elements, reads: reads.map(tensor), writes: writes.map(tensor), after: [] };
    });
}

function updates(): fc.Arbitrary<Op> {
  return fc.record({ elements: fc.integer({ min: 1, max: 500 }), stateSlots: fc.integer({ min: 0, max: 2 }) }).map((rest): Op => ({ id: 0, name: "", kind: "update", pass: "update", after: [], ...rest }));
}

function templates(): fc.Arbitrary<Template> {
  return fc.record({
    op: fc.oneof({ weight: 4, arbitrary: gemms() }, { weight: 3, arbitrary: vectors() }, { weight: 1, arbitrary: updates() }),
    distances: fc.uniqueArray(fc.constantFrom(1, 1, 2, 3, 4, 5, 6, 7, 9, 20), { maxLength: 3 }),
    isNamed: fc.boolean(),
  });
}

/** An op that differs from another one by little. */
function twinOf({ op, distances, isNamed }: Template, what: number): Template {
  if (what === 0) return { op, distances: distances.map((distance) => distance + 1), isNamed };
  if (op.kind !== "gemm") return { op: { ...op, elements: op.elements + 1 }, distances, isNamed };
  const other = what === 1 ? { output: op.output === "spill" ? ("codes" as const) : ("spill" as const) } : what === 2 ? { count: (op.count ?? 1) + 1 } : { n: op.n + 1, gather: undefined };
  const { gather, ...twin } = { ...op, ...other };
  return { op: gather === undefined ? twin : { ...twin, gather }, distances, isNamed };
}

/** Steps of up to `layers` layers of up to four ops each, all equal but for one op that has a twin in some of them: ops recur, among neighbours that do not quite. */
export function steps(layers: number): fc.Arbitrary<readonly Op[]> {
  const layer = fc.array(templates(), { minLength: 1, maxLength: 4 });
  return fc.tuple(layer, fc.nat(3), fc.nat(3), fc.array(fc.constantFrom(false, false, false, false, true), { minLength: 1, maxLength: layers })).map(([given, place, what, areTwins]) => {
    const ops: Op[] = [];
    for (const isTwin of areTwins) {
      for (const [index, template] of given.entries()) ops.push(placed(isTwin && index === place ? twinOf(template, what) : template, ops));
    }
    return ops;
  });
}

/** Steps of one or two ops that go over many tiles alike: chunks of a pass, products, tiles of a product. */
export function longSteps(): fc.Arbitrary<readonly Op[]> {
  const many = fc.integer({ min: 40, max: 150 });
  const short = fc.integer({ min: 1, max: 8 });
  const op = fc.tuple(fc.oneof(gemms(), vectors()), many, short, fc.constantFrom("count" as const, "m" as const, "n" as const, "k" as const)).map(([given, times, other, long]): Template => {
    const base = { distances: [1], isNamed: true };
    if (given.kind === "vector") return { ...base, op: { ...given, elements: given.elements * times } };
    if (given.kind === "update") return { ...base, op: given };
    const { gather, ...plain } = given;
    return { ...base, op: { ...plain, m: other, n: other, k: other, count: 1, [long]: times } };
  });
  return fc.array(op, { minLength: 1, maxLength: 2 }).map((ops) => ops.reduce<Op[]>((before, template) => [...before, placed(template, before)], []));
}

/** A template at its place behind the ops of a step so far. */
function placed({ op, distances, isNamed }: Template, before: readonly Op[]): Op {
  const id = before.length;
  const after = distances.filter((distance) => distance <= id).map((distance) => id - distance);
  const own = { ...op, id, name: `op${id}`, after };
  if (!isNamed) return own;
  const from = (index: number): string => (index < after.length ? `out${after[index]}` : `in${id}.${index}`);
  const out = `out${id}`;
  if (own.kind === "gemm") return namedGemm(own, from, out);
  if (own.kind === "update") return own;
  const { reads, writes } = own;
  return { ...own, reads: reads.map((use, index) => ({ ...use, name: from(index) })), writes: writes.map((use, index) => ({ ...use, name: index === 0 ? out : `${out}.${index}` })) } satisfies VectorOp;
}

function namedGemm(op: GemmOp, from: (index: number) => string, out: string): GemmOp {
  const { m, n, k, count = 1, pass, activation } = op;
  const roleA = pass === "wgrad" ? "activations" : "weights";
  const roleB = pass === "fprop" ? "activations" : "gradients";
  return {
    ...op,
    a: { name: from(0), elements: m * k * count, storedAs: roleA },
    b: { name: from(1), elements: n * k * count, storedAs: roleB },
    ...(pass === "dgrad" && activation === true && { mask: { name: from(2), elements: m * n * count, storedAs: "mask" } }),
    out: { name: out, elements: m * n * count, storedAs: op.output === "spill" ? "spill" : pass === "wgrad" ? "weightGradients" : "gradients" },
  };
}
