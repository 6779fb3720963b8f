import { fileSource, memorySource, type ByteSource } from "./byte-source.ts";
import { openContainer, type ContainerReader } from "./container-reader.ts";
import { invalid, readFields } from "./field-reader.ts";
import { parameterShapes, valueCount } from "./graph/parameter-shapes.ts";
import type { PlainData } from "./plain-data.ts";
import { readHeader } from "./read-header.ts";
import type { ParameterTensor, RecordedRun, TraceContent, TraceHeader } from "./schema.ts";
import { encodeTrace } from "./trace-writer.ts";

/** A trace as read: its content, and what identifies it. */
export interface TraceReader extends TraceContent {
  /** The file's path, or the name given to bytes in memory. */
  readonly path: string;
  readonly sizeBytes: number;
  /** SHA-256 over all blocks, in hexadecimal: the same for every copy of the trace, whatever it is called. */
  readonly contentHash: string;
}

/**
 * Reads a trace file whole and checks it.
 * Throws `file-not-found`, `file-unreadable`, `trace-version`, `trace-truncated`, `trace-corrupt`, and for fields that
 * cannot be `invalid-value`, `missing-value` or `unknown-key` with the field's path.
 */
export function openTrace(path: string): TraceReader {
  const source = fileSource(path);
  try {
    return readTrace(source);
  } finally {
    source.close();
  }
}

/** Reads a trace from bytes in memory; `name` is how errors call it. Throws as {@link openTrace}. */
export function decodeTrace(bytes: Uint8Array, name = "trace"): TraceReader {
  return readTrace(memorySource(bytes, name));
}

/**
 * A trace that was built rather than read, as {@link openTrace} would give it once written: with the size and the content
 * hash of its file. `content` is taken as it is.
 */
export function traceInMemory(content: TraceContent, name = content.header.name): TraceReader {
  const source = memorySource(encodeTrace(content), name);
  return { ...content, path: name, sizeBytes: source.sizeBytes, contentHash: openContainer(source).contentHash() };
}

function readTrace(source: ByteSource): TraceReader {
  const container = openContainer(source);
  const at = (block: string): string => `${source.name}: ${block}`;
  if (!container.has("header")) throw invalid(at("blocks"), container.blocks.map((place) => place.name), "a header");
  const header = readHeader(container.read("header"), at("header"));
  refuseUnknownBlocks(container, header, at("blocks"));
  const isValue = header.kind === "value";
  return {
    path: source.name,
    sizeBytes: source.sizeBytes,
    contentHash: container.contentHash(),
    header,
    parameters: isValue ? readParameters(container, header) : new Map(),
    indices: isValue ? readIndices(container, header) : [],
    recorded: isValue ? readRecorded(container.read("recorded"), at("recorded"), header.steps) : null,
  };
}

/** The blocks a trace with this header has, in file order. */
function blockNames(header: TraceHeader): readonly string[] {
  if (header.kind === "shape") return ["header"];
  const parameters = header.model.flatMap(parameterShapes).map(({ name }) => `parameters/${name}`);
  const indices = Array.from({ length: header.epochs }, (_, epoch) => `indices/${epoch}`);
  return ["header", ...parameters, ...indices, "recorded"];
}

function refuseUnknownBlocks(container: ContainerReader, header: TraceHeader, path: string): void {
  const expected = blockNames(header);
  const found = container.blocks.map((place) => place.name);
  if (found.join("\n") !== expected.join("\n")) throw invalid(path, found, expected.join(", "));
}

function readParameters(container: ContainerReader, header: TraceHeader): ReadonlyMap<string, ParameterTensor> {
  return new Map(
    header.model.flatMap(parameterShapes).map(({ name, shape }) => {
      const path = `${container.name}: parameters/${name}`;
      const fields = readFields(container.read(`parameters/${name}`), path);
      const found = fields.integers("shape", 1);
      if (found.join() !== shape.join()) throw invalid(`${path}.shape`, found, shape.join(" x "));
      const values = fields.floats("values", Float32Array);
      const length = valueCount(shape);
      if (values.length !== length) throw invalid(`${path}.values`, values.length, `${length} values`);
      const odd = values.findIndex((value) => !Number.isFinite(value));
      if (odd >= 0) throw invalid(`${path}.values[${odd}]`, String(values[odd]), "a finite number");
      fields.finish();
      return [name, { shape, values }];
    }),
  );
}

function readIndices(container: ContainerReader, header: TraceHeader): readonly Uint32Array[] {
  let steps = 0;
  const indices = Array.from({ length: header.epochs }, (_, epoch) => {
    const data = container.read(`indices/${epoch}`);
    if (!(data instanceof Uint32Array)) throw invalid(`${container.name}: indices/${epoch}`, data, "an array of uint32");
    steps += Math.ceil(data.length / header.batchSize);
    return data;
  });
  if (steps !== header.steps) throw invalid(`${container.name}: indices`, `batches for ${steps} steps`, `${header.steps} steps`);
  return indices;
}

function readRecorded(data: PlainData, path: string, steps: number): RecordedRun {
  const fields = readFields(data, path);
  const recorded = {
    loss: fields.floats("loss", Float64Array),
    trainAccuracy: fields.number("trainAccuracy", 0, 1),
    testAccuracy: fields.number("testAccuracy", 0, 1),
    testLoss: fields.number("testLoss", 0, Number.MAX_VALUE),
  };
  if (recorded.loss.length !== steps) throw invalid(`${path}.loss`, `${recorded.loss.length} values`, `${steps}, one a step`);
  fields.finish();
  return recorded;
}
