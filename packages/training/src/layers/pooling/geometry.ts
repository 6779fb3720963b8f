import { LnsimError } from "@lnsim/contracts";
import type { Pair, PoolLayer, TensorShape } from "@lnsim/trace";
import { windowCount } from "../window-count.ts";

/** The sizes of one pooling layer on one batch; features stay as they are. */
export interface PoolGeometry {
  readonly batch: number;
  readonly input: TensorShape;
  readonly output: TensorShape;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
}

/** Per output, which element of its window was taken: r * kernel width + s. */
export type WindowIndices = Uint8Array | Uint16Array;

/**
 * The geometry of `layer` on a batch of inputs of the given shape. Throws `invalid-combination` where no window fits and
 * where the padding is more than half the kernel, so that a window could hold nothing but padding.
 */
export function poolGeometry(layer: PoolLayer, input: TensorShape, batch: number): PoolGeometry {
  const { kernel, stride, padding } = layer;
  if (2 * padding[0] > kernel[0] || 2 * padding[1] > kernel[1]) {
    throw misfit(layer, `a padding of ${padding.join(" x ")}`, `at most half the kernel of ${kernel.join(" x ")}`);
  }
  if (kernel[0] * kernel[1] > 0x1_0000) throw misfit(layer, `a kernel of ${kernel.join(" x ")}`, "at most 65536 elements");
  const height = windowCount(input.height, kernel[0], stride[0], padding[0]);
  const width = windowCount(input.width, kernel[1], stride[1], padding[1]);
  if (height < 1 || width < 1) throw misfit(layer, `an input of ${input.height} x ${input.width}`, "one that holds the kernel, padding included");
  return { batch, input, output: { features: input.features, height, width }, kernel, stride, padding };
}

/** Indices for every output of `features` features, in the narrowest type that holds them. */
export function createWindowIndices({ batch, kernel, output }: PoolGeometry, features: number): WindowIndices {
  const length = features * batch * output.height * output.width;
  return kernel[0] * kernel[1] <= 0x100 ? new Uint8Array(length) : new Uint16Array(length);
}

function misfit(layer: PoolLayer, found: string, expected: string): LnsimError {
  return new LnsimError({ code: "invalid-combination", message: "a pooling layer does not fit its input", path: layer.name, found, expected });
}
