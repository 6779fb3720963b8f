import type { InputSpec, LayerSpec } from "../model.ts";
import { convNorm, type SquareConvolution } from "../models/conv-norm.ts";

const pixels: InputSpec = { kind: "image", features: 3, height: 224, width: 224 };
const classes = 1000;

/** What ImageNet's classifiers read: 3 x 224 x 224 values. */
export const imagenetInput = pixels;

/** ResNet-18 (He et al., 2016, table 1) for ImageNet: blocks of two 3 x 3 convolutions. 11,689,512 parameters. */
export function resnet18Model(): readonly LayerSpec[] {
  return residualNetwork([2, 2, 2, 2], 1, basicBranch);
}

/** In which convolution of a bottleneck the stride is: the 3 x 3 ("v1.5", as torchvision has it) or the first 1 x 1 ("v1"). */
export type BottleneckStride = "v1.5" | "v1";

/** ResNet-50 (He et al., 2016, table 1) for ImageNet: bottlenecks of 1 x 1, 3 x 3 and 1 x 1. 25,557,032 parameters. */
export function resnet50Model(version: BottleneckStride): readonly LayerSpec[] {
  return residualNetwork([3, 4, 6, 3], 4, (block) => bottleneckBranch(block, version));
}

interface Block {
  readonly name: string;
  readonly from: string;
  readonly inputs: number;
  /** Features of the 3 x 3 convolutions. */
  readonly width: number;
  readonly outputs: number;
  readonly stride: number;
}

/** `counts` blocks in each of four stages of 64, 128, 256 and 512 features, `expansion` times as many at their ends. */
function residualNetwork(counts: readonly number[], expansion: number, branch: (block: Block) => readonly LayerSpec[]): readonly LayerSpec[] {
  const layers: LayerSpec[] = [
    ...convNorm({ name: "conv1", from: "input", inputs: pixels.features, outputs: 64, size: 7, stride: 2 }),
    { kind: "relu", name: "conv1.relu", from: ["conv1.norm"] },
    { kind: "max-pool", name: "maxpool", from: ["conv1.relu"], kernel: [3, 3], stride: [2, 2], padding: [1, 1] },
  ];
  let inputs = 64;
  counts.forEach((count, stage) => {
    const width = 64 * 2 ** stage;
    for (let i = 0; i < count; i++) {
      const stride = stage > 0 && i === 0 ? 2 : 1;
      const block: Block = { name: `layer${stage + 1}.${i}`, from: layers.at(-1)!.name, inputs, width, outputs: width * expansion, stride };
      layers.push(...residualBlock(block, branch(block)));
      inputs = block.outputs;
    }
  });
  return [
    ...layers,
    { kind: "global-average-pool", name: "avgpool", from: [layers.at(-1)!.name] },
    { kind: "linear", name: "fc", from: ["avgpool"], inputs, outputs: classes, bias: true },
  ];
}

/** The sum of a branch and what it reads, the latter through a 1 x 1 convolution where their shapes differ. */
function residualBlock({ name, from, inputs, outputs, stride }: Block, branch: readonly LayerSpec[]): readonly LayerSpec[] {
  const isSame = stride === 1 && inputs === outputs;
  const downsample = { name: `${name}.downsample`, from, inputs, outputs, size: 1, stride };
  return [
    ...branch,
    ...(isSame ? [] : convNorm(downsample)),
    { kind: "add", name: `${name}.add`, from: [branch.at(-1)!.name, isSame ? from : `${downsample.name}.norm`] },
    { kind: "relu", name: `${name}.relu`, from: [`${name}.add`] },
  ];
}

function basicBranch({ name, from, inputs, width, stride }: Block): readonly LayerSpec[] {
  return chain(name, from, [
    { inputs, outputs: width, size: 3, stride },
    { inputs: width, outputs: width, size: 3, stride: 1 },
  ]);
}

function bottleneckBranch({ name, from, inputs, width, outputs, stride }: Block, version: BottleneckStride): readonly LayerSpec[] {
  const isFirst = version === "v1";
  return chain(name, from, [
    { inputs, outputs: width, size: 1, stride: isFirst ? stride : 1 },
    { inputs: width, outputs: width, size: 3, stride: isFirst ? 1 : stride },
    { inputs: width, outputs, size: 1, stride: 1 },
  ]);
}

/** Convolutions with their norms one behind the other, a ReLU between them. */
function chain(block: string, from: string, convolutions: readonly Omit<SquareConvolution, "name" | "from">[]): readonly LayerSpec[] {
  return convolutions.flatMap((sizes, i) => {
    const name = `${block}.conv${i + 1}`;
    const layers = convNorm({ ...sizes, name, from: i === 0 ? from : `${block}.conv${i}.relu` });
    return i + 1 < convolutions.length ? [...layers, { kind: "relu", name: `${name}.relu`, from: [`${name}.norm`] } as const] : layers;
  });
}
