export type { ActivityLayout, BlockLayout, LinkEnd, LinkLayout, TimelineLayout } from "./layout.ts";
export type { RecordedOp, Recording, RecordingHeader } from "./recording.ts";
export type { CountEvent, Interval, SourceCycle, Timeline } from "./timeline.ts";
