import { addCodes, divideCodes, LogSummer } from "@lnsim/numerics";
import type { PoolLayer } from "@lnsim/trace";
import type { BoundNode } from "../graph/graph-node.ts";
import { poolGeometry, type PoolGeometry } from "../layers/pooling/geometry.ts";
import type { LogContext } from "./log-context.ts";
import type { LogGraphSpec, LogNode, LogNodeTensors } from "./log-node.ts";
import type { LogTensor } from "./log-tensor.ts";

/**
 * The mean of every window, padding counted as zeros: a sum in the datapath's order over (r, s), over the window's size.
 * Backward, every input adds the shares of its windows one after the other, in ascending order of the outputs.
 */
export function averagePoolNode(layer: PoolLayer, { context }: LogGraphSpec): LogNode {
  return {
    bind: ({ batch, inputs: [input], output }: LogNodeTensors): BoundNode => {
      const windows = createWindows(context, poolGeometry(layer, input.shape, batch));
      return {
        forward: () => averageWindows(context, windows, input, output),
        backward: () => {
          shareWindows(context, windows, input, output);
          input.contribute();
        },
      };
    },
  };
}

/** The windows of one plane (feature and sample). */
interface Windows {
  /** Inputs that the outputs of a plane read, `size` each in order (r, s); -1 for padding. */
  readonly members: Int32Array;
  readonly size: number;
  /** The code of `size`. */
  readonly divisor: number;
  readonly summer: LogSummer;
  /** Scratch for one window. */
  readonly codes: LogTensor["values"];
}

function createWindows(context: LogContext, geometry: PoolGeometry): Windows {
  const size = geometry.kernel[0] * geometry.kernel[1];
  return {
    members: windowMembers(geometry),
    size,
    divisor: context.constant(size),
    summer: new LogSummer(context.forward),
    codes: context.codes(size),
  };
}

function windowMembers({ input, output, kernel, stride, padding }: PoolGeometry): Int32Array {
  const members: number[] = [];
  for (let o = 0; o < output.height * output.width; o++) {
    const top = Math.floor(o / output.width) * stride[0] - padding[0];
    const left = (o % output.width) * stride[1] - padding[1];
    for (let tap = 0; tap < kernel[0] * kernel[1]; tap++) {
      const row = top + Math.floor(tap / kernel[1]);
      const column = left + (tap % kernel[1]);
      const isInside = row >= 0 && row < input.height && column >= 0 && column < input.width;
      members.push(isInside ? row * input.width + column : -1);
    }
  }
  return Int32Array.from(members);
}

function averageWindows({ forward, zero }: LogContext, { members, size, divisor, summer, codes }: Windows, input: LogTensor, output: LogTensor): void {
  const positions = input.shape.height * input.shape.width;
  const run = { first: 0, count: size, stride: 1 };
  for (let o = 0, plane = 0; o < output.values.length; plane += positions) {
    for (let member = 0; member < members.length; member += size, o++) {
      for (let tap = 0; tap < size; tap++) codes[tap] = members[member + tap] < 0 ? zero : input.values[plane + members[member + tap]];
      output.values[o] = divideCodes(forward, summer.sum(codes, run), divisor);
    }
  }
}

function shareWindows({ backward, zero }: LogContext, { members, size, divisor }: Windows, input: LogTensor, { gradient }: LogTensor): void {
  const positions = input.shape.height * input.shape.width;
  const out = input.contribution.fill(zero);
  for (let o = 0, plane = 0; o < gradient.length; plane += positions) {
    for (let member = 0; member < members.length; member += size, o++) {
      const share = divideCodes(backward, gradient[o], divisor);
      for (let tap = 0; tap < size; tap++) {
        if (members[member + tap] < 0) continue;
        const i = plane + members[member + tap];
        out[i] = addCodes(backward, out[i], share);
      }
    }
  }
}
