import type { Reals } from "@lnsim/contracts";
import { createReals } from "../reals.ts";
import type { GraphContext } from "./context.ts";
import { GraphTensor } from "./graph-tensor.ts";
import type { TensorNode, Topology } from "./topology.ts";

/** The tensors of a network for one batch size: the input, then every layer's output. */
export function planTensors(topology: Topology, context: GraphContext, batch: number): readonly GraphTensor[] {
  const made: GraphTensor[] = [];
  topology.tensors.forEach((node, i) => {
    const below = i === 0 ? null : made[topology.operands[i - 1][0]];
    const isInPlace = i > 0 && topology.tensors[topology.operands[i - 1][0]].isOverwritten;
    made.push(createTensor(node, { topology, context, batch, shared: isInPlace ? below : null }));
  });
  return made;
}

interface PlanSpec {
  readonly topology: Topology;
  readonly context: GraphContext;
  readonly batch: number;
  /** The tensor that is written over; null for memory of its own. */
  readonly shared: GraphTensor | null;
}

function createTensor(node: TensorNode, { topology, context, batch, shared }: PlanSpec): GraphTensor {
  const { shape, name, learns, isMultiplied, readers } = node;
  const { reals } = context.arithmetic;
  const columns = batch * shape.height * shape.width;
  const length = shape.features * columns;
  const isTokens = node.layer === null && topology.input.kind === "tokens";
  const isTransposed = node.layer === null && !isTokens && staysTransposed(node, context);
  const size = isTransposed ? { rows: columns, columns: shape.features } : { rows: shape.features, columns };
  const gradient = (): Reals => (shared?.needsGradient ? shared.gradient : createReals(reals, length));
  return new GraphTensor({
    name,
    shape,
    batch,
    values: isTokens ? createReals(reals, 0) : (shared?.values ?? createReals(reals, length)),
    gradient: context.isTraining && learns ? gradient() : null,
    operand: isMultiplied && context.isShared("activations") ? context.operand("activations", size, "column") : null,
    isTransposed,
    tokens: isTokens ? new Uint16Array(length) : null,
    readers: Math.max(1, readers.length),
    ppu: context.ppu,
    spill: context.gradientSpill,
  });
}

/** Vectors come sample by sample; linear layers read them like that. */
function staysTransposed({ shape, readers }: TensorNode, context: GraphContext): boolean {
  const isVector = shape.height * shape.width === 1;
  return isVector && context.isShared("activations") && readers.every(({ kind }) => kind === "linear");
}
