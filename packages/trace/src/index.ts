export { isReplaceable } from "./atomic-file.ts";
export { fileSource, memorySource, type ByteSource } from "./byte-source.ts";
export { readCatalog, type CatalogEntry } from "./catalog.ts";
export { walkBlocks, type Walk } from "./container-damage.ts";
export type { BlockPlace } from "./container-index.ts";
export { loadDataset, type Dataset, type Samples } from "./dataset.ts";
export { findDatasetPackage, type DatasetPackage } from "./dataset-package.ts";
export { datasetError } from "./idx-file.ts";
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
export { mlpModel, vectorInput } from "./models/mlp.ts";
export { stepOps } from "./ops/step-ops.ts";
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
export { decodeTrace, openTrace, type TraceReader } from "./trace-reader.ts";
export { encodeTrace, writeTrace } from "./trace-writer.ts";
