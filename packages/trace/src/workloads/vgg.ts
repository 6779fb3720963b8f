import type { LayerSpec } from "../model.ts";

const classes = 1000;

/** Features of the 3 x 3 convolutions, stage by stage: columns A and D of table 1 (Simonyan and Zisserman, 2015). */
const stages = {
  11: [[64], [128], [256, 256], [512, 512], [512, 512]],
  16: [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]],
} as const;

/**
 * VGG for ImageNet without batch norm: five stages of 3 x 3 convolutions with ReLU and a 2 x 2 max-pool each, then linear
 * layers of 4096, 4096 and 1000 with dropout. 132,863,336 parameters with 11 weighted layers, 138,357,544 with 16.
 */
export function vggModel(depth: keyof typeof stages): readonly LayerSpec[] {
  const layers: LayerSpec[] = [];
  let inputs = 3;
  stages[depth].forEach((widths: readonly number[], stage) => {
    widths.forEach((outputs, i) => {
      const from = layers.at(-1)?.name ?? "input";
      layers.push(...convRelu({ name: `conv${stage + 1}.${i + 1}`, from, inputs, outputs }));
      inputs = outputs;
    });
    const from = layers.at(-1)!.name;
    layers.push({ kind: "max-pool", name: `pool${stage + 1}`, from: [from], kernel: [2, 2], stride: [2, 2], padding: [0, 0] });
  });
  return [...layers, ...classifier(inputs * 7 * 7)];
}

function classifier(features: number): readonly LayerSpec[] {
  return [
    { kind: "flatten", name: "flatten", from: ["pool5"] },
    { kind: "linear", name: "fc1", from: ["flatten"], inputs: features, outputs: 4096, bias: true },
    { kind: "relu", name: "relu1", from: ["fc1"] },
    { kind: "dropout", name: "dropout1", from: ["relu1"], probability: 0.5 },
    { kind: "linear", name: "fc2", from: ["dropout1"], inputs: 4096, outputs: 4096, bias: true },
    { kind: "relu", name: "relu2", from: ["fc2"] },
    { kind: "dropout", name: "dropout2", from: ["relu2"], probability: 0.5 },
    { kind: "linear", name: "fc3", from: ["dropout2"], inputs: 4096, outputs: classes, bias: true },
  ];
}

interface Convolution {
  readonly name: string;
  readonly from: string;
  readonly inputs: number;
  readonly outputs: number;
}

function convRelu({ name, from, inputs, outputs }: Convolution): readonly LayerSpec[] {
  return [
    {
      kind: "conv2d",
      name,
      from: [from],
      inputs,
      outputs,
      kernel: [3, 3],
      stride: [1, 1],
      padding: [1, 1],
      dilation: [1, 1],
      groups: 1,
      bias: true,
    },
    { kind: "relu", name: `${name}.relu`, from: [name] },
  ];
}
