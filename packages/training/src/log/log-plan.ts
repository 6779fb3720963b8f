import type { Codes } from "@lnsim/contracts";
import type { BoundNode } from "../graph/graph-node.ts";
import type { TensorNode, Topology } from "../graph/topology.ts";
import type { LogGraphSpec } from "./log-node.ts";
import { LogTensor } from "./log-tensor.ts";

/** The network on one batch size. */
export interface LogPlan {
  /** The input, then every layer's output. */
  readonly tensors: readonly LogTensor[];
  readonly nodes: readonly BoundNode[];
}

/** The tensors of a network for one batch size: the input, then every layer's output. */
export function planLogTensors(topology: Topology, spec: LogGraphSpec, batch: number): readonly LogTensor[] {
  const made: LogTensor[] = [];
  topology.tensors.forEach((node, i) => {
    const below = i === 0 ? -1 : topology.operands[i - 1][0];
    const shared = i > 0 && topology.tensors[below].isOverwritten ? made[below] : null;
    made.push(createTensor(node, { spec, batch, shared }));
  });
  return made;
}

interface Place {
  readonly spec: LogGraphSpec;
  readonly batch: number;
  /** The tensor that is written over; null for memory of its own. */
  readonly shared: LogTensor | null;
}

function createTensor({ name, shape, layer, learns, readers }: TensorNode, { spec, batch, shared }: Place): LogTensor {
  const { context, isTraining } = spec;
  const length = shape.features * batch * shape.height * shape.width;
  const gradient = (): Codes => (shared?.needsGradient ? shared.gradient : context.codes(length));
  return new LogTensor({
    name,
    shape,
    batch,
    values: shared?.values ?? context.codes(length),
    gradient: isTraining && learns ? gradient() : null,
    // Vectors come sample by sample; linear layers read them like that.
    isTransposed: layer === null && shape.height * shape.width === 1 && readers.every(({ kind }) => kind === "linear"),
    readers: Math.max(1, readers.length),
    arithmetic: context.backward,
  });
}
