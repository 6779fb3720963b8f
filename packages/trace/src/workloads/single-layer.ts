import { windowPositions } from "../graph/window-size.ts";
import { badSizes, readSizeList, type SizeForm } from "./read-sizes.ts";
import type { Workload } from "./workload.ts";

/** How the traces of one layer are asked for. */
export const gemmForm = "gemm:M,N,K";
export const convForm = "conv:N,C,H,W,K,R,S,stride,pad";

/**
 * One matrix product O[M x N] = I[M x K] W[K x N], as a linear layer of K inputs and N outputs on M positions, with the
 * passes of its gradients and of the update of its weights. In the trace's orientation (A = weights, a position a column)
 * its fprop has m = N, n = M, k = K.
 *
 * `text` has the sizes "M,N,K". Throws `invalid-value`.
 */
export function gemmWorkload(name: string, text: string): Workload {
  const [positions, outputs, inputs] = readSizeList(text, ["M", "N", "K"], { name, form: gemmForm }) as [number, number, number];
  return {
    name,
    title: `Matrix product of ${positions} x ${inputs} values and ${inputs} x ${outputs} weights`,
    sizes: `the name: ${gemmForm} with O[M x N] = I[M x K] W[K x N]; products of the trace have m = N, n = M, k = K`,
    input: { kind: "image", features: inputs, height: 1, width: positions, hasGradient: true },
    model: [{ kind: "linear", name: "gemm", from: ["input"], inputs, outputs, bias: false }],
    hasLoss: false,
    batch: 1,
  };
}

/**
 * One convolution of N samples of C x H x W values to K channels, with a kernel of R x S, one stride and one padding for
 * both axes, without bias, with the passes of its gradients and of the update of its weights. Output sizes round down.
 *
 * `text` has the sizes "N,C,H,W,K,R,S,stride,pad". Throws `invalid-value`.
 */
export function convWorkload(name: string, text: string): Workload {
  const form: SizeForm = { name, form: convForm };
  const sizes = readSizeList(text, ["N", "C", "H", "W", "K", "R", "S", "stride", "pad"], form);
  const [batch, inputs, height, width, outputs, vertical, horizontal, stride, padding] = sizes as Nine;
  requireFit(form, [height, width], [vertical, horizontal], padding);
  return {
    name,
    title: `Convolution of ${inputs} x ${height} x ${width} values to ${outputs} channels, ${vertical} x ${horizontal} kernel`,
    sizes: `the name: ${convForm}; N samples, C channels to K, R x S kernel, output sizes rounded down`,
    input: { kind: "image", features: inputs, height, width, hasGradient: true },
    model: [
      {
        kind: "conv2d",
        name: "conv",
        from: ["input"],
        inputs,
        outputs,
        kernel: [vertical, horizontal],
        stride: [stride, stride],
        padding: [padding, padding],
        dilation: [1, 1],
        groups: 1,
        bias: false,
      },
    ],
    hasLoss: false,
    batch,
  };
}

type Nine = [number, number, number, number, number, number, number, number, number];

function requireFit(form: SizeForm, input: readonly [number, number], kernel: readonly [number, number], padding: number): void {
  const fits = input.every((size, axis) => windowPositions(size, { kernel: kernel[axis]!, stride: 1, padding, dilation: 1 }) >= 1);
  if (fits) return;
  const room = input.map((size) => size + 2 * padding).join(" x ");
  throw badSizes(form, `a kernel of ${kernel.join(" x ")}`, `at most ${room}, the input of ${input.join(" x ")} with its padding of ${padding}`);
}
