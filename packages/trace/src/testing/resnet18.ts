import type { InputSpec, LayerSpec } from "../model.ts";

/** ResNet-18 (He et al., 2016) for images of 32 x 32 pixels and 10 classes. */
export const resnet18Input: InputSpec = { kind: "image", features: 3, height: 32, width: 32 };

/** Its layers. */
export function resnet18(): readonly LayerSpec[] {
  const layers: LayerSpec[] = [
    ...convNorm("conv1", "input", { inputs: 3, outputs: 64, size: 7, stride: 2 }),
    { kind: "relu", name: "relu", from: ["conv1.bn"] },
    { kind: "max-pool", name: "maxpool", from: ["relu"], kernel: [3, 3], stride: [2, 2], padding: [1, 1] },
  ];
  let inputs = 64;
  [64, 128, 256, 512].forEach((outputs, stage) => {
    for (const i of [0, 1]) {
      const from = layers.at(-1)!.name;
      const stride = stage > 0 && i === 0 ? 2 : 1;
      layers.push(...block(`layer${stage + 1}.${i}`, from, { inputs, outputs, stride }));
      inputs = outputs;
    }
  });
  return [
    ...layers,
    { kind: "global-average-pool", name: "avgpool", from: ["layer4.1.out"] },
    { kind: "linear", name: "fc", from: ["avgpool"], inputs: 512, outputs: 10, bias: true },
  ];
}

interface Sizes {
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: number;
}

function block(name: string, from: string, { inputs, outputs, stride }: Sizes): readonly LayerSpec[] {
  const isSame = stride === 1;
  return [
    ...convNorm(`${name}.conv1`, from, { inputs, outputs, size: 3, stride }),
    { kind: "relu", name: `${name}.relu`, from: [`${name}.conv1.bn`] },
    ...convNorm(`${name}.conv2`, `${name}.relu`, { inputs: outputs, outputs, size: 3, stride: 1 }),
    ...(isSame ? [] : convNorm(`${name}.downsample.0`, from, { inputs, outputs, size: 1, stride })),
    { kind: "add", name: `${name}.add`, from: [`${name}.conv2.bn`, isSame ? from : `${name}.downsample.0.bn`] },
    { kind: "relu", name: `${name}.out`, from: [`${name}.add`] },
  ];
}

function convNorm(name: string, from: string, { inputs, outputs, size, stride }: Sizes & { readonly size: number }): readonly LayerSpec[] {
  const padding = (size - 1) / 2;
  return [
    {
      kind: "conv2d",
      name,
      from: [from],
      inputs,
      outputs,
      kernel: [size, size],
      stride: [stride, stride],
      padding: [padding, padding],
      dilation: [1, 1],
      groups: 1,
      bias: false,
    },
    { kind: "batch-norm", name: `${name}.bn`, from: [name], features: outputs, epsilon: 1e-5, momentum: 0.1, affine: true },
  ];
}
