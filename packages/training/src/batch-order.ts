import { datasetError, layerShapes, type Dataset, type TraceContent } from "@lnsim/trace";

/** The samples of one step. */
export interface DrawnBatch {
  readonly epoch: number;
  readonly indices: Uint32Array;
}

/** The samples of every step, in order; the last batch of an epoch may be smaller. */
export function batchesOf({ header, indices }: TraceContent): readonly DrawnBatch[] {
  return indices.flatMap((order, epoch) =>
    Array.from({ length: Math.ceil(order.length / header.batchSize) }, (_, i) => ({
      epoch,
      indices: order.subarray(i * header.batchSize, (i + 1) * header.batchSize),
    })),
  );
}

/** Refuses data that the trace's model or indices do not fit. Throws `dataset-invalid`. */
export function checkData({ header, indices }: TraceContent, data: Dataset): void {
  const { name, model } = header;
  const input = header.input;
  if (header.kind !== "value" || input === undefined) throw new Error(`trace ${name} has no values to train with`);
  const isText = data.kind === "text";
  if (isText !== (input.kind === "tokens")) throw datasetError(name, isText ? "a text" : "images", isText ? "images" : "a text");
  const found = data.input.features * data.input.height * data.input.width;
  const wanted = input.features * input.height * input.width;
  if (found !== wanted) throw datasetError(name, `${found} values a sample`, `${wanted}, the inputs of ${model[0].name}`);
  const outputs = layerShapes(model, input).at(-1)!;
  if (data.classes > outputs.features) throw datasetError(name, `${data.classes} classes`, `at most ${outputs.features}, the outputs of the last layer`);
  const columns = outputs.height * outputs.width;
  if (data.train.labelsPerSample !== columns) throw datasetError(name, `${data.train.labelsPerSample} labels a sample`, `${columns}, the columns of the last layer`);
  const tokens = model.find((layer) => layer.kind === "embedding")?.tokens ?? Infinity;
  if (data.kind === "text" && data.vocabulary.length > tokens) throw datasetError(name, `${data.vocabulary.length} characters`, `at most ${tokens}`);
  const beyond = Math.max(-1, ...indices.map((epoch) => epoch.reduce((largest, index) => Math.max(largest, index), -1)));
  if (beyond >= data.train.count) throw datasetError(name, `${data.train.count} training samples`, `sample number ${beyond}, which the trace drew`);
}
