export type { ActivityLayout, BlockLayout, LinkEnd, LinkLayout, TimelineLayout } from "./layout.ts";
export type { JobPlace } from "./job-place.ts";
export { machineLayout } from "./machine-layout.ts";
export { openRecording, type OpenRecording } from "./open-recording.ts";
export { createFileRecorder, createRecorder, type Recorder, type RecorderOptions } from "./recorder.ts";
export type { RecordedOp, Recording, RecordingHeader } from "./recording.ts";
export type { CountEvent, Interval, SkippedStretch, SourceCycle, Timeline } from "./timeline.ts";
