import type { Conv2dLayer, Pair } from "../model.ts";
import type { StepShape, TraceHeader, TraceOp } from "../schema.ts";
import { dgradPhases, type DgradPhase } from "./conv-dgrad.ts";
import { stepSizes } from "./step-sizes.ts";
import type { Site } from "./site.ts";

/**
 * How one matrix product of a convolution gathers its operand (B of fprop and dgrad, A of wgrad) from a tensor of
 * `height` x `width` positions. Product g of the `groups` (the gemm's `count`) gathers the channels from g * channels on.
 *
 * Place (i * kernel[1] + j) * channels + c of the reduction of fprop and dgrad (of m in wgrad), at output position (y, x)
 * of a sample, is channel c at row y * stride[0] - padding[0] + i * dilation[0] and column
 * x * stride[1] - padding[1] + j * dilation[1]: zero outside the tensor. Positions go sample by sample, row by row.
 */
export interface Convolution {
  /** The tensor that is gathered: what the layer reads (fprop, wgrad), or the gradient of its output (dgrad). */
  readonly tensor: string;
  readonly samples: number;
  readonly groups: number;
  /** Of one group. */
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Taps of this product; in dgrad those of the phase. */
  readonly kernel: Pair;
  readonly stride: Pair;
  /** Rows and columns before the first of the tensor; in dgrad below zero where a phase starts further in. */
  readonly padding: Pair;
  readonly dilation: Pair;
  /** Output positions per sample; in dgrad those of the phase. */
  readonly outputHeight: number;
  readonly outputWidth: number;
  /** Which row and column of the layer's kernel each tap is. */
  readonly taps: readonly [vertical: readonly number[], horizontal: readonly number[]];
  /** Position (y, x) of the product is (start + y * step, start + x * step) of the result; [0, 0] and [1, 1] but in dgrad. */
  readonly start: Pair;
  readonly step: Pair;
}

/**
 * How the products of a convolution's op gather their operand, one for each of its `gemms` and in their order; undefined
 * for an op that is no product of a convolution, and where the header does not know its layers.
 */
export function convolutionOf(header: Pick<TraceHeader, "model" | "input">, shape: StepShape, op: TraceOp): readonly Convolution[] | undefined {
  if (op.operator !== "conv2d" || op.gemms === undefined) return undefined;
  const site = stepSizes(header, shape).site(op.layer);
  if (site?.layer.kind !== "conv2d") return undefined;
  const conv = { ...site, layer: site.layer };
  if (op.pass === "dgrad") return dgradPhases(conv.layer, conv.operand).map((phase) => dgradGather(conv, phase, op.reads[1]!));
  return [inputGather(conv, op.pass === "wgrad" ? op.reads[0]! : op.reads[1]!)];
}

/** fprop and wgrad gather the same values. */
function inputGather({ layer, operand, output, batch }: Site<Conv2dLayer>, tensor: string): Convolution {
  const { groups, kernel, stride, padding, dilation } = layer;
  const all = (axis: 0 | 1): readonly number[] => Array.from({ length: kernel[axis] }, (_, tap) => tap);
  return {
    tensor,
    samples: batch,
    groups,
    channels: layer.inputs / groups,
    height: operand.height,
    width: operand.width,
    kernel,
    stride,
    padding,
    dilation,
    outputHeight: output.height,
    outputWidth: output.width,
    taps: [all(0), all(1)],
    start: [0, 0],
    step: [1, 1],
  };
}

function dgradGather({ layer, output, batch }: Site<Conv2dLayer>, [down, along]: DgradPhase, tensor: string): Convolution {
  return {
    tensor,
    samples: batch,
    groups: layer.groups,
    channels: layer.outputs / layer.groups,
    height: output.height,
    width: output.width,
    kernel: [down.taps.length, along.taps.length],
    stride: [1, 1],
    padding: [0 - down.first, 0 - along.first],
    dilation: [down.spacing, along.spacing],
    outputHeight: down.positions,
    outputWidth: along.positions,
    taps: [down.taps, along.taps],
    start: [down.start, along.start],
    step: layer.stride,
  };
}
