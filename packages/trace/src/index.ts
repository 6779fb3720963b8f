export { isReplaceable } from "./atomic-file.ts";
export { fileSource, type ByteSource } from "./byte-source.ts";
export { readCatalog, type CatalogEntry } from "./catalog.ts";
export type { BlockPlace } from "./container-index.ts";
export { openContainer, type ContainerReader } from "./container-reader.ts";
export { writeContainerFile, type ContainerWriter } from "./container-writer.ts";
export type { Dataset, ImageDataset, Labels, Samples, TextDataset } from "./data/dataset.ts";
export { datasetError } from "./data/dataset-error.ts";
export { findDatasetPackage, noPackage, type DatasetPackage } from "./data/dataset-package.ts";
export { createImageDataset } from "./data/image-dataset.ts";
export { ImageSamples } from "./data/image-samples.ts";
export { loadDataset, type ExpectedData } from "./data/load-dataset.ts";
export { createTextDataset } from "./data/text-dataset.ts";
export { TextSamples, type Windows } from "./data/text-samples.ts";
export type { PlainData } from "./plain-data.ts";
export { layerShapes } from "./graph/layer-shapes.ts";
export { parameterCount, parameterShapes, type ParameterShape } from "./graph/parameter-shapes.ts";
export { issuedMacs, macs, opCounts, stepMacs, totalMacs, usefulMacs, type Macs } from "./macs.ts";
export type {
  AddLayer,
  AttentionLayer,
  BatchNormLayer,
  Conv2dLayer,
  DropoutLayer,
  EmbeddingLayer,
  FlattenLayer,
  GeluLayer,
  GlobalPoolLayer,
  InputSpec,
  LayerKind,
  LayerNormLayer,
  LayerSpec,
  LeakyReluLayer,
  LinearLayer,
  Pair,
  PoolLayer,
  PositionLayer,
  ReluLayer,
  TensorShape,
} from "./model.ts";
export { charTransformerModel } from "./models/char-transformer.ts";
export { lenetModel } from "./models/lenet.ts";
export { mlpModel, vectorInput } from "./models/mlp.ts";
export { buildNetwork, type Network, type NetworkName, type Task } from "./models/network.ts";
export { resnetModel } from "./models/resnet.ts";
export { convolutionOf, type Convolution } from "./ops/convolution.ts";
export { selectPasses } from "./ops/select-passes.ts";
export { stepOps } from "./ops/step-ops.ts";
export { tensorElements } from "./ops/step-sizes.ts";
export { stepShapes, type TrainingSizes } from "./ops/step-shapes.ts";
export {
  passes,
  type DatasetReference,
  type GemmShape,
  type Operator,
  type ParameterTensor,
  type Pass,
  type Recipe,
  type RecordedRun,
  type StepShape,
  type TraceContent,
  type TraceHeader,
  type TraceOp,
} from "./schema.ts";
export { decodeTrace, openTrace, traceInMemory, type TraceReader } from "./trace-reader.ts";
export { encodeTrace, writeTrace } from "./trace-writer.ts";
export { buildTrace } from "./workloads/build-trace.ts";
export type { Workload } from "./workloads/workload.ts";
export { findWorkload, oneLineForms, workloadNames } from "./workloads/workload-list.ts";
