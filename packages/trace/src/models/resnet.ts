import type { InputSpec, LayerSpec } from "../model.ts";
import { convNorm, type SquareConvolution } from "./conv-norm.ts";

const widths = [8, 16, 32];

/**
 * A small residual network (He et al., 2016): a strided convolution and three blocks of two 3 x 3 convolutions with
 * batch norm, 8, 16 and 32 features wide, the last two strided, with a 1 x 1 convolution beside those. For images of
 * 28 x 28 and 10 classes: 19,810 parameters and 0.65 million multiply-accumulates a sample forward.
 */
export function resnetModel({ features }: InputSpec, classes: number): readonly LayerSpec[] {
  const stem = { name: "stem", from: "input", inputs: features, outputs: widths[0]!, size: 3, stride: 2 };
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

function residualBlock({ name, from, inputs, outputs, stride }: Omit<SquareConvolution, "size">): readonly LayerSpec[] {
  const isSame = stride === 1 && inputs === outputs;
  const shortcut = { name: `${name}.shortcut`, from, inputs, outputs, size: 1, stride };
  return [
    ...convNorm({ name: `${name}.conv1`, from, inputs, outputs, size: 3, stride }),
    relu(`${name}.relu1`, `${name}.conv1.norm`),
    ...convNorm({ name: `${name}.conv2`, from: `${name}.relu1`, inputs: outputs, outputs, size: 3, stride: 1 }),
    ...(isSame ? [] : convNorm(shortcut)),
    { kind: "add", name: `${name}.add`, from: [`${name}.conv2.norm`, isSame ? from : `${shortcut.name}.norm`] },
    relu(`${name}.relu2`, `${name}.add`),
  ];
}

function relu(name: string, from: string): LayerSpec {
  return { kind: "relu", name, from: [from] };
}
