import type { Engine } from "@lnsim/numerics";
import { fixedKinds, randomCodes } from "./gemm-kinds.ts";

/** One matrix product of a training step; operands that a pass finds transposed are. */
interface StepGemm {
  readonly name: string;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly aTransposed?: boolean;
  readonly bTransposed?: boolean;
}

const batch = 128;

/** The products of one training step of LeNet on 28 x 28 images, batch 128; convolutions as products of patches. */
const lenetGemms: readonly StepGemm[] = [
  ...layer("conv1", { outputs: 6, inputs: 25, columns: batch * 784 }).filter(({ name }) => name !== "conv1 dgrad"),
  ...layer("conv2", { outputs: 16, inputs: 150, columns: batch * 100 }).filter(({ name }) => name !== "conv2 dgrad"),
  { name: "conv2 dgrad", m: 6, n: batch * 196, k: 400 },
  ...layer("fc1", { outputs: 120, inputs: 400, columns: batch }),
  ...layer("fc2", { outputs: 84, inputs: 120, columns: batch }),
  ...layer("fc3", { outputs: 10, inputs: 84, columns: batch }),
];

/** The three products of a layer. */
function layer(name: string, { outputs, inputs, columns }: { readonly outputs: number; readonly inputs: number; readonly columns: number }): StepGemm[] {
  return [
    { name: `${name} fprop`, m: outputs, n: columns, k: inputs },
    { name: `${name} dgrad`, m: inputs, n: columns, k: outputs, aTransposed: true },
    { name: `${name} wgrad`, m: inputs, n: outputs, k: columns, bTransposed: true },
  ];
}

/** A function that runs all products of a step once, bit-true in LNS8. */
export function prepareLenet(engine: Engine): () => void {
  const { format, datapath } = fixedKinds.lns8;
  const gemm = engine.fixedGemm(datapath);
  const prepared = lenetGemms.map(({ name, m, n, k, aTransposed = false, bTransposed = false }) => ({
    operands: { m, n, k, a: randomCodes(format, m * k, 1, `${name} a`), aTransposed, b: randomCodes(format, k * n, 1, `${name} b`), bTransposed },
    out: new Int32Array(m * n),
  }));
  return () => {
    for (const { operands, out } of prepared) gemm.run(operands, out);
  };
}
