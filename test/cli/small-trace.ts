import { join } from "node:path";
import { recordTrace } from "@lnsim/simulator";

/** Records a small training on real data (120 steps, 12,730 parameters) in a folder; resolves to the file. */
export async function smallTrace(folder: string): Promise<string> {
  const file = join(folder, "small.lntrace");
  await recordTrace({
    file,
    name: "small",
    network: "mlp",
    dataset: "mnist",
    hidden: [16],
    batchSize: 500,
    epochs: 1,
    seed: 1,
    optimizer: "sgd:learningRate=0.1",
  });
  return file;
}
