export { exportRecording, type RecordingFormat } from "./export/export-recording.ts";
export type { ExportSelection } from "./export/selection.ts";
export type { JobPlace } from "./job-place.ts";
export type { ActivityLayout, BlockLayout, LinkEnd, LinkLayout, TimelineLayout } from "./layout.ts";
export { machineLayout } from "./machine-layout.ts";
export { openRecording, type OpenRecording } from "./open-recording.ts";
export { createFileRecorder, createRecorder, type Recorder, type RecorderOptions } from "./recorder.ts";
export type { RecordedOp, Recording, RecordingHeader } from "./recording.ts";
export type { CountEvent, Interval, SkippedStretch, SourceCycle, Timeline } from "./timeline.ts";
