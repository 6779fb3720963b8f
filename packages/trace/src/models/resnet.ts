import type { Conv2dLayer, InputSpec, LayerSpec } from "../model.ts";

const widths = [8, 16, 32];

/**
 * A small residual network (He et al., 2016): a strided convolution and three blocks of two 3 x 3 convolutions with
 * batch norm, 8, 16 and 32 features wide, the last two strided, with a 1 x 1 convolution beside those. For images of
 * 28 x 28 and 10 classes: 19,810 parameters and 0.65 million multiply-accumulates a sample forward.
 */
export function resnetModel({ features }: InputSpec, classes: number): readonly LayerSpec[] {
  const stem = { name: "stem", from: "input", inputs: features, outputs: widths[0]!, stride: 2 };
  const layers: LayerSpec[] = [...convNorm(stem), relu("stem.relu", "stem.norm")];
  let top = "stem.relu";
  let inputs = widths[0]!;
  widths.forEach((outputs, i) => {
    const block = residualBlock({ name: `block${i + 1}`, from: top, inputs, outputs, stride: i === 0 ? 1 : 2 });
    layers.push(...block);
    top = block.at(-1)!.name;
    inputs = outputs;
  });
  return [
    ...layers,
    { kind: "global-average-pool", name: "pool", from: [top] },
    { kind: "linear", name: "fc", from: ["pool"], inputs, outputs: classes, bias: true },
  ];
}

/** One convolution of a residual network. */
interface Convolution {
  readonly name: string;
  readonly from: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: number;
}

function residualBlock({ name, from, inputs, outputs, stride }: Convolution): readonly LayerSpec[] {
  const isSame = stride === 1 && inputs === outputs;
  const shortcut = { name: `${name}.shortcut`, from, inputs, outputs, stride };
  return [
    ...convNorm({ name: `${name}.conv1`, from, inputs, outputs, stride }),
    relu(`${name}.relu1`, `${name}.conv1.norm`),
    ...convNorm({ name: `${name}.conv2`, from: `${name}.relu1`, inputs: outputs, outputs, stride: 1 }),
    ...(isSame ? [] : convNorm(shortcut, 1)),
    { kind: "add", name: `${name}.add`, from: [`${name}.conv2.norm`, isSame ? from : `${shortcut.name}.norm`] },
    relu(`${name}.relu2`, `${name}.add`),
  ];
}

/** A convolution without bias (the shift of the norm is one) and its batch norm. */
function convNorm({ name, from, inputs, outputs, stride }: Convolution, size = 3): readonly LayerSpec[] {
  const padding = (size - 1) / 2;
  const conv: Conv2dLayer = {
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
  };
  return [conv, { kind: "batch-norm", name: `${name}.norm`, from: [name], features: outputs, epsilon: 1e-5, momentum: 0.1, affine: true }];
}

function relu(name: string, from: string): LayerSpec {
  return { kind: "relu", name, from: [from] };
}
