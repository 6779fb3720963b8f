import { writeContainerFile, createContainerWriter, type ContainerWriter } from "./container-writer.ts";
import type { PlainData } from "./plain-data.ts";
import type { TraceContent } from "./schema.ts";

/**
 * Writes a trace file: under its name there is always a whole trace or none. Throws `file-unwritable`.
 * The bytes depend on the content alone.
 */
export function writeTrace(path: string, content: TraceContent): void {
  writeContainerFile(path, (writer) => appendBlocks(writer, content));
}

/** The same bytes in memory. */
export function encodeTrace(content: TraceContent): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = createContainerWriter({ append: (bytes) => void parts.push(bytes) });
  appendBlocks(writer, content);
  writer.finish();
  return Uint8Array.from(Buffer.concat(parts));
}

function appendBlocks(writer: ContainerWriter, content: TraceContent): void {
  // The header's types are plain data; its optional fields are left out rather than undefined.
  writer.append("header", content.header as unknown as PlainData);
  for (const [name, tensor] of content.parameters) {
    writer.append(`parameters/${name}`, { shape: tensor.shape, values: tensor.values });
  }
  content.indices.forEach((epoch, i) => writer.append(`indices/${i}`, epoch));
  if (content.recorded !== null) writer.append("recorded", { ...content.recorded });
}
