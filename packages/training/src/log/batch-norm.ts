import type { BatchNormLayer } from "@lnsim/trace";
import type { BoundNode } from "../graph/graph-node.ts";
import { BoundLogBatchNorm } from "./bound-batch-norm.ts";
import type { LogContext } from "./log-context.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";
import type { LogParameter } from "./log-parameter.ts";
import type { LogRunningStatistics } from "./running-statistics.ts";

/** What batch norm keeps from step to step, whatever the batch size. Constants are codes. */
export interface LogBatchNorm {
  readonly context: LogContext;
  readonly isTraining: boolean;
  readonly epsilon: number;
  /** Shares of the running statistics that a step keeps and that it brings. */
  readonly kept: number;
  readonly brought: number;
  readonly minusHalf: number;
  readonly two: number;
  readonly running: LogRunningStatistics;
  readonly scale: LogParameter | null;
  readonly shift: LogParameter | null;
}

/** Batch normalisation in log arithmetic: by the batch's statistics in training, by running ones in evaluation. */
export function batchNormNode({ name, features, epsilon, momentum, affine }: BatchNormLayer, { context, isTraining }: LogGraphSpec): LogNode {
  const norm: LogBatchNorm = {
    context,
    isTraining,
    epsilon: context.constant(epsilon),
    kept: context.constant(1 - momentum),
    brought: context.constant(momentum),
    minusHalf: context.constant(-0.5),
    two: context.constant(2),
    running: context.running(name, features),
    scale: affine ? context.parameter(`${name}.weight`) : null,
    shift: affine ? context.parameter(`${name}.bias`) : null,
  };
  return { bind: (tensors: LogNodeTensors): BoundNode => new BoundLogBatchNorm(norm, tensors) };
}
