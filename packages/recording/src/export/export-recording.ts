import type { Recording } from "../recording.ts";
import { writeCsv } from "./csv.ts";
import { writeParquet } from "./parquet.ts";
import { writePerfetto } from "./perfetto.ts";
import { type ExportSelection, select } from "./selection.ts";
import type { Write } from "./text-sink.ts";
import { writeVcd } from "./vcd.ts";

/** What a recording can be exported to. */
const recordingFormats = { perfetto: writePerfetto, vcd: writeVcd, csv: writeCsv, parquet: writeParquet } as const;
export type RecordingFormat = keyof typeof recordingFormats;

/**
 * Writes a selection of a recording in another format, piece by piece: memory is bounded by the widest moment, not by the window.
 *
 * @throws {LnsimError} `invalid-value` when the selection is outside the recording, holds nothing, or too much.
 */
export function exportRecording(recording: Recording, format: RecordingFormat, selection: ExportSelection, write: Write): void {
  recordingFormats[format](recording, select(recording, selection), write);
}
