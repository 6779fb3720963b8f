import fc from "fast-check";
import type { Dataflow, LoopOrder } from "./dataflow.ts";
import type { Hierarchy, Mapping } from "./mapping.ts";
import type { ConvolutionWindow, Dimension, GemmProblem } from "./problem.ts";

const loops: readonly Dimension[] = ["m", "n", "k"];

/** Every dataflow. */
export const dataflows: readonly Dataflow[] = ["local-a", "os", "ws", "is"];

/** Every order of the three loops. */
export const allOrders = loops.flatMap((outer) =>
  loops.filter((middle) => middle !== outer).map((middle) => [outer, middle, loops.find((inner) => inner !== outer && inner !== middle)!] as LoopOrder),
);

/** A convolution whose padding the window itself does not tell, and how many samples it gathers from. */
export interface PaddedWindow {
  readonly window: ConvolutionWindow;
  readonly padding: readonly [vertical: number, horizontal: number];
  readonly samples: number;
}

const bits = fc.constantFrom(1, 4, 8, 16, 24);
const pair = (minimum: number, maximum: number) => fc.tuple(fc.integer({ min: minimum, max: maximum }), fc.integer({ min: minimum, max: maximum }));

/** Small convolutions; `plain` ones have neither padding nor dilation. */
export function paddedWindows(plain = false): fc.Arbitrary<PaddedWindow> {
  const shape = {
    samples: fc.integer({ min: 1, max: 4 }),
    channels: fc.integer({ min: 1, max: 3 }),
    kernel: pair(1, 4),
    stride: pair(1, 3),
    dilation: plain ? fc.constant<[number, number]>([1, 1]) : pair(1, 2),
    padding: plain ? fc.constant<[number, number]>([0, 0]) : pair(0, 2),
    outputs: pair(1, 5),
    beyond: pair(0, 2),
  };
  return fc.record(shape).map(({ samples, channels, kernel, stride, dilation, padding, outputs, beyond }) => {
    const inputs = ([0, 1] as const).map((axis) => {
      const reached = (outputs[axis] - 1) * stride[axis] + (kernel[axis] - 1) * dilation[axis] + 1;
      return Math.max(1, reached - 2 * padding[axis] + Math.min(beyond[axis], stride[axis] - 1));
    });
    const [outputHeight, outputWidth] = outputs;
    const window = { position: "n" as const, channels, height: inputs[0]!, width: inputs[1]!, kernel, stride, dilation, outputHeight, outputWidth };
    return { window, padding, samples };
  });
}

/** A problem whose B (of fprop) or A (of wgrad) a convolution gathers. */
export function convolutionProblem({ window, samples }: PaddedWindow, position: "n" | "k", rest: GemmProblem): GemmProblem {
  const positions = samples * window.outputHeight * window.outputWidth;
  const taps = window.channels * window.kernel[0] * window.kernel[1];
  if (position === "n") return { ...rest, n: positions, k: taps, b: { bits: rest.b.bits, rows: "n", window } };
  return { ...rest, m: taps, k: positions, a: { bits: rest.a.bits, rows: "k", window: { ...window, position } } };
}

/** Products of plain matrices. */
export function plainProblems(largest: number): fc.Arbitrary<GemmProblem> {
  const size = fc.integer({ min: 1, max: largest });
  return fc.record({
    m: size,
    n: size,
    k: size,
    count: fc.integer({ min: 1, max: 3 }),
    a: fc.record({ bits, rows: fc.constantFrom("m" as const, "k" as const) }),
    b: fc.record({ bits, rows: fc.constantFrom("n" as const, "k" as const) }),
    bitsOut: bits,
    partialSumBits: bits,
    maskBits: fc.constantFrom(0, 1, 8),
  });
}

/** Products of plain matrices, and of convolutions as they come in fprop and wgrad. */
export function problems(largest: number): fc.Arbitrary<GemmProblem> {
  const convolutions = fc
    .tuple(paddedWindows(), fc.constantFrom("n" as const, "k" as const), plainProblems(largest))
    .map(([window, position, rest]) => convolutionProblem(window, position, rest));
  return fc.oneof(plainProblems(largest), convolutions);
}

/** A problem and any way to cut it. */
export const cutProblems: fc.Arbitrary<{ problem: GemmProblem; mapping: Mapping }> = problems(12).chain((problem) => {
  const size = (dimension: Dimension) => fc.integer({ min: 1, max: problem[dimension] });
  const tile = fc.record({ m: size("m"), n: size("n"), k: size("k") });
  return fc.record({ problem: fc.constant(problem), mapping: fc.record({ tile, order: fc.constantFrom(...allOrders) }) });
});

/** A hierarchy of an array that does 4 x 3 results of 5 terms at a time. */
export const hierarchy: Hierarchy = {
  globalBufferBytes: 4096,
  memoryBytesPerCycle: 3,
  turnaroundCycles: 11,
  tileCycles: ({ m, n, k }) => 5 + Math.ceil(m / 4) * Math.ceil(n / 3) * Math.ceil(k / 5) * 3,
  granule: { m: 4, n: 3, k: 5 },
  energyPjPerByte: { memory: 20, globalBuffer: 1.5 },
};
