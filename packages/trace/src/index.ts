export { isReplaceable } from "./atomic-file.ts";
export { fileSource, memorySource, type ByteSource } from "./byte-source.ts";
export { readCatalog, type CatalogEntry } from "./catalog.ts";
export { walkBlocks, type Walk } from "./container-damage.ts";
export type { BlockPlace } from "./container-index.ts";
export { loadDataset, type Dataset, type Samples } from "./dataset.ts";
export { findDatasetPackage, type DatasetPackage } from "./dataset-package.ts";
export { datasetError } from "./idx-file.ts";
export { macs, opCounts, stepMacs, totalMacs, type Macs } from "./macs.ts";
export { mlpModel } from "./mlp-model.ts";
export {
  passes,
  type DatasetReference,
  type GemmShape,
  type LayerSpec,
  type LinearLayer,
  type ParameterTensor,
  type Pass,
  type Recipe,
  type RecordedRun,
  type StepShape,
  type TraceContent,
  type TraceHeader,
  type TraceOp,
} from "./schema.ts";
export { stepOps, stepShapes } from "./step-ops.ts";
export { decodeTrace, openTrace, type TraceReader } from "./trace-reader.ts";
export { encodeTrace, writeTrace } from "./trace-writer.ts";
