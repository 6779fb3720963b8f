import type { Kernel } from "@lnsim/kernel";
import { FileStore } from "./file/file-store.ts";
import { StepRecorder } from "./step-recorder.ts";
import { memoryStore } from "./recording-store.ts";
import type { JobPlace } from "./job-place.ts";
import type { RecordedOp, Recording, RecordingHeader } from "./recording.ts";

/** How a step is recorded. */
export interface RecorderOptions {
  readonly header: RecordingHeader;
  /** Absent: no jobs are simulated apart. */
  readonly jobs?: JobPlace;
  /** Handler calls between two snapshots of a kernel; 0: no snapshots. Default: 8192, which are replayed in some milliseconds. */
  readonly snapshotEvents?: number;
}

/** Watches the kernels of one step and keeps what they did, in memory or in a file. */
export interface Recorder {
  /** What was recorded up to now; it grows with the kernels. Of a file, readable while it is written. */
  readonly recording: Recording;
  /** Watches the outer machine from its cycle 0 on. Returns what ends that: call it when the kernel is at rest and the step is over. */
  attach(kernel: Kernel): () => void;
  /** Whether a job has been recorded. */
  hasJob(job: number): boolean;
  /** Watches a job's kernel from its cycle 0 on. Returns what ends that: call it when the job is over. */
  attachJob(job: number, kernel: Kernel): () => void;
  /** Ops that retired since this was last called. */
  addOps(ops: readonly RecordedOp[]): void;
  /** Ends the recording: everything is known, or, with a reason, nothing more will be. What still watches stops. It stays readable. */
  finish(reason?: string): void;
  /** Closes the file, if there is one: the recording cannot be read any more. Call it after {@link finish}. */
  close(): void;
}

/** A recorder that keeps everything in memory. */
export function createRecorder(options: RecorderOptions): Recorder {
  return new StepRecorder(options, memoryStore());
}

/**
 * A recorder that writes `path` chunk by chunk; a file that is cut off anywhere opens up to its last whole chunk.
 *
 * @throws {LnsimError} `file-unwritable`, here and from all its methods.
 */
export function createFileRecorder(path: string, options: RecorderOptions): Recorder {
  return new StepRecorder(options, new FileStore(path));
}
