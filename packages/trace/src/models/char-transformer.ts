import type { InputSpec, LayerSpec } from "../model.ts";

const features = 64;
const heads = 4;
const blocks = 2;

/**
 * A transformer that predicts the next character: learnt positions, two pre-norm blocks of causal attention (4 heads of
 * 16 features) and a perceptron of 256 with GELU, a last norm and a linear layer to the `tokens` of the vocabulary.
 */
export function charTransformerModel(input: InputSpec, tokens: number): readonly LayerSpec[] {
  const positions = input.height * input.width;
  const layers: LayerSpec[] = [
    { kind: "embedding", name: "embedding", from: ["input"], tokens, features },
    { kind: "position", name: "position", from: ["embedding"], positions, features },
  ];
  for (let i = 1; i <= blocks; i++) layers.push(...block(`block${i}`, layers.at(-1)!.name));
  return [...layers, norm("norm", layers.at(-1)!.name), linear("head", "norm", features, tokens)];
}

function block(name: string, from: string): readonly LayerSpec[] {
  const at = (part: string): string => `${name}.${part}`;
  return [
    norm(at("norm1"), from),
    linear(at("qkv"), at("norm1"), features, 3 * features),
    { kind: "attention", name: at("attention"), from: [at("qkv")], features, heads, causal: true },
    linear(at("projection"), at("attention"), features, features),
    { kind: "add", name: at("add1"), from: [from, at("projection")] },
    norm(at("norm2"), at("add1")),
    linear(at("fc1"), at("norm2"), features, 4 * features),
    { kind: "gelu", name: at("gelu"), from: [at("fc1")] },
    linear(at("fc2"), at("gelu"), 4 * features, features),
    { kind: "add", name: at("add2"), from: [at("add1"), at("fc2")] },
  ];
}

function norm(name: string, from: string): LayerSpec {
  return { kind: "layer-norm", name, from: [from], features, epsilon: 1e-5, affine: true };
}

function linear(name: string, from: string, inputs: number, outputs: number): LayerSpec {
  return { kind: "linear", name, from: [from], inputs, outputs, bias: true };
}
