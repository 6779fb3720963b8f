import type { Kernel } from "@lnsim/kernel";
import { ChunkCache } from "./chunk-cache.ts";
import { machineLayout } from "./machine-layout.ts";
import type { Recorder, RecorderOptions } from "./recorder.ts";
import type { RecordedOp } from "./recording.ts";
import { RecordingData } from "./recording-data.ts";
import type { RecordingStore } from "./recording-store.ts";
import { TimelineRecorder } from "./timeline-recorder.ts";
import { Tracks } from "./tracks.ts";

const usualSnapshotEvents = 8192;

/** Records the kernels of one step into a store. */
export class StepRecorder implements Recorder {
  readonly recording: RecordingData;
  private readonly store: RecordingStore;
  private readonly cache: ChunkCache;
  private readonly snapshotEvents: number;
  /** What ends the recorders that watch. */
  private readonly active = new Set<() => void>();
  private readonly jobTracks: Tracks | null;

  constructor({ header, jobs, snapshotEvents = usualSnapshotEvents }: RecorderOptions, store: RecordingStore) {
    this.recording = new RecordingData(header, jobs ?? null);
    this.store = store;
    this.cache = new ChunkCache(store.cacheBytes);
    this.snapshotEvents = snapshotEvents;
    this.jobTracks = jobs === undefined ? null : new Tracks(jobs.layout);
    store.begin(header, jobs ?? null);
  }

  attach(kernel: Kernel): () => void {
    const tracks = new Tracks(machineLayout(kernel.machine));
    this.store.addLayout(tracks.layout);
    const recorder = this.watch(kernel, tracks, null);
    this.recording.setStep(recorder.timeline);
    return this.start(kernel, recorder);
  }

  hasJob(job: number): boolean {
    return this.recording.jobs.has(job);
  }

  attachJob(job: number, kernel: Kernel): () => void {
    const { jobTracks, recording } = this;
    if (jobTracks === null || recording.jobs.has(job)) throw new Error(`job ${job} is recorded already, or no job has a place`);
    if (kernel.machine.blocks.length !== jobTracks.blocks) throw new Error(`job ${job} runs on another machine than the layout says`);
    const recorder = this.watch(kernel, jobTracks, job);
    recording.jobs.set(job, recorder.timeline);
    return this.start(kernel, recorder);
  }

  addOps(ops: readonly RecordedOp[]): void {
    this.recording.ops.push(...ops);
    this.store.addOps(ops);
  }

  finish(reason?: string): void {
    for (const end of this.active) end();
    this.recording.end = reason === undefined ? { isWhole: true } : { isWhole: false, reason };
    this.store.finish(reason ?? null);
  }

  close(): void {
    this.store.close();
  }

  private watch(kernel: Kernel, tracks: Tracks, job: number | null): TimelineRecorder {
    const { store, recording, cache, snapshotEvents } = this;
    return new TimelineRecorder(kernel, {
      tracks,
      cache,
      snapshotEvents,
      sink: {
        addPiece: (piece, bytes, reference) => store.addPiece(job, piece, bytes, reference),
        addSnapshot: (snapshot) => recording.addSnapshot(job, { cycle: snapshot.cycle, load: store.addSnapshot(job, snapshot) }),
      },
    });
  }

  /** Lets a recorder watch; returns what ends that, once. */
  private start(kernel: Kernel, recorder: TimelineRecorder): () => void {
    const detach = kernel.observe(recorder);
    const end = () => {
      if (!this.active.delete(end)) return;
      detach();
      recorder.end();
    };
    this.active.add(end);
    return end;
  }
}
