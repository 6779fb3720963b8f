import { nearestName } from "@lnsim/contracts";
import { lenetModel } from "../models/lenet.ts";
import { mlpModel, vectorInput } from "../models/mlp.ts";
import type { InputSpec } from "../model.ts";
import { bertLeftOut, bertModel, bertSizes } from "./bert.ts";
import { gptLeftOut, gptModel, gptSizes, gptText } from "./gpt.ts";
import { badSizes, readNamedSizes } from "./read-sizes.ts";
import { imagenetInput, resnet18Model, resnet50Model } from "./residual-networks.ts";
import { convForm, convWorkload, gemmForm, gemmWorkload } from "./single-layer.ts";
import type { TransformerSizes } from "./transformer-parts.ts";
import { vggModel } from "./vgg.ts";
import type { Workload } from "./workload.ts";

const digits: InputSpec = { kind: "image", features: 1, height: 28, width: 28 };
/** A step has a dozen or so ops for each of them. */
const mostLayers = 1024;
const gptForm = "gpt:layers=N,hidden=N,heads=N,sequence=N,vocabulary=N";

const builders: { readonly [name: string]: () => Omit<Workload, "name" | "hasLoss"> } = {
  resnet18: () => imagenet("ResNet-18", "He et al., 2016", resnet18Model()),
  resnet50: () => imagenet("ResNet-50 v1.5", "He et al., 2016, with the strides in the 3 x 3 convolutions, as in torchvision", resnet50Model("v1.5")),
  "resnet50-v1": () => imagenet("ResNet-50 v1", "He et al., 2016, with the strides in the first 1 x 1 convolutions", resnet50Model("v1")),
  vgg11: () => imagenet("VGG-11", "Simonyan and Zisserman, 2015, A", vggModel(11)),
  vgg16: () => imagenet("VGG-16", "Simonyan and Zisserman, 2015, D", vggModel(16)),
  "bert-base": () => bert("BERT-Base", bertSizes.base),
  "bert-large": () => bert("BERT-Large", bertSizes.large),
  lenet: () => ({ title: "LeNet-5 on digits of 28 x 28", sizes: "LeCun et al., 1998, with ReLU and max-pooling", input: digits, model: lenetModel(digits, 10) }),
  mlp: () => ({ title: "Multilayer perceptron 784-256-128-10", sizes: "of our own", input: vectorInput(784), model: mlpModel([784, 256, 128, 10]) }),
  ...Object.fromEntries(Object.keys(gptSizes).map((size) => [`gpt:${size}`, () => publishedGpt(size)])),
};

/** The names of all workloads that need no sizes, in the order they are listed. */
export const workloadNames: readonly string[] = Object.keys(builders);

/** Traces that are described by their name. */
export const oneLineForms: readonly { readonly form: string; readonly title: string }[] = [
  { form: gemmForm, title: "One matrix product O[M x N] = I[M x K] W[K x N], with its gradients and update" },
  { form: convForm, title: "One convolution of N samples, C channels to K, R x S kernel, with its gradients and update" },
  { form: gptForm, title: "GPT of these sizes; sequence 2048 and vocabulary 51200 unless given" },
];

/**
 * The workload of this name; undefined when it is neither listed nor of one of the one-line forms. Throws
 * `invalid-value` or `unknown-name` for sizes that cannot be.
 */
export function findWorkload(name: string): Workload | undefined {
  if (Object.hasOwn(builders, name)) return { name, hasLoss: true, ...builders[name]!() };
  const [family, ...rest] = name.split(":") as [string, ...string[]];
  if (rest.length === 0) return undefined;
  const text = rest.join(":");
  switch (family) {
    case "gemm":
      return gemmWorkload(name, text);
    case "conv":
      return convWorkload(name, text);
    case "gpt":
      return customGpt(name, text);
    default:
      return undefined;
  }
}

function imagenet(title: string, sizes: string, model: Workload["model"]) {
  return { title: `${title} on ImageNet`, sizes, input: imagenetInput, model };
}

function bert(title: string, sizes: TransformerSizes) {
  const { sequence } = sizes;
  return {
    title: `${title}, question answering on ${sequence} tokens`,
    sizes: "Devlin et al., 2019; sequence 384 as for SQuAD",
    leftOut: bertLeftOut,
    input: { kind: "tokens", features: 1, height: 1, width: sequence } as const,
    model: bertModel(sizes),
  };
}

function publishedGpt(size: string) {
  const [layers, hidden, heads] = gptSizes[size]!;
  return { ...gpt({ layers, hidden, heads, ...gptText }), sizes: `Narayanan et al., 2021 (Megatron-LM), table 1: sequence ${gptText.sequence}, vocabulary ${gptText.vocabulary}` };
}

function gpt(sizes: TransformerSizes): Omit<Workload, "name" | "hasLoss"> {
  const { layers, hidden, heads, sequence, vocabulary } = sizes;
  return {
    title: `GPT of ${layers} blocks, ${hidden} features, ${heads} heads`,
    sizes: `the name: sequence ${sequence}, vocabulary ${vocabulary}`,
    leftOut: gptLeftOut,
    input: { kind: "tokens", features: 1, height: 1, width: sequence },
    model: gptModel(sizes),
  };
}

function customGpt(name: string, text: string): Workload {
  const form = { name, form: gptForm };
  if (!text.includes("=")) throw badSizes(form, text, `${Object.keys(gptSizes).join(", ")}, or sizes`, nearestName(text, Object.keys(gptSizes)));
  const sizes = readNamedSizes(text, ["layers", "hidden", "heads", "sequence", "vocabulary"], gptText, form);
  if (sizes.layers > mostLayers) throw badSizes(form, `layers = ${sizes.layers}`, `at most ${mostLayers}`);
  if (sizes.hidden % sizes.heads !== 0) throw badSizes(form, `heads = ${sizes.heads}`, `a divisor of hidden = ${sizes.hidden}`);
  return { name, hasLoss: true, ...gpt(sizes) };
}
