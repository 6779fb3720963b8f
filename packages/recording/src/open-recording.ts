import { type ByteSource, fileSource } from "@lnsim/trace";
import { LnsimError } from "@lnsim/contracts";
import { ChunkCache } from "./chunk-cache.ts";
import { HistoryBuilder } from "./file/build-history.ts";
import { type FramePlace, frameHeadBytes, frameTags, maxPayloadBytes, readFrame } from "./file/frame.ts";
import { decodePieces } from "./file/piece-codec.ts";
import { parseJson, toHeader, toLayout, toOps, toReason } from "./file/plain-json.ts";
import { corruptError, emptyError } from "./file/recording-error.ts";
import { decodeSnapshot, readSnapshotHead } from "./file/snapshot-codec.ts";
import { findFrames } from "./file/walk-frames.ts";
import { RecordedTimeline } from "./recorded-timeline.ts";
import type { Recording } from "./recording.ts";
import { RecordingData } from "./recording-data.ts";
import { Tracks } from "./tracks.ts";

/** Totals that a file may ask to be kept in memory: 2 GiB. */
const mostTotals = 2 ** 28;

/** A recording in a file. */
export interface OpenRecording extends Recording {
  close(): void;
}

/**
 * Opens a recording file, a cut-off or damaged one up to its last whole chunk.
 *
 * @throws {LnsimError} `file-not-found`, `file-unreadable`, `recording-version`, or `recording-corrupt` when no cycle is known.
 */
export function openRecording(path: string): OpenRecording {
  const source = fileSource(path);
  try {
    return Object.assign(new RecordingFile(source).data, { close: () => source.close() });
  } catch (error) {
    source.close();
    throw error;
  }
}

/** Reads the frames of a file into the data of a recording. */
class RecordingFile {
  readonly data: RecordingData;
  private readonly source: ByteSource;
  private readonly cache = new ChunkCache();
  private readonly jobTracks: Tracks | null;
  private readonly stepTracks: Tracks;
  private readonly builders = new Map<number | null, HistoryBuilder>();
  private totals = 0;
  private hasEnd = false;
  /** The data frame that was read last. */
  private latest: { readonly offset: number; readonly payload: Uint8Array } = { offset: -1, payload: new Uint8Array(0) };

  constructor(source: ByteSource) {
    this.source = source;
    const frames = findFrames(source);
    const [head, layout, ...rest] = frames.places;
    const { header, place } = this.json(head, frameTags.header, toHeader);
    this.stepTracks = new Tracks(this.json(layout, frameTags.layout, toLayout));
    this.jobTracks = place === null ? null : new Tracks(place.layout);
    this.data = new RecordingData(header, place);
    this.data.setStep(this.timeline(null));
    this.checkJobs(layout!);
    const flaw = this.readFrames(rest) ?? frames.flaw;
    this.builders.get(null)!.end();
    this.dropOpsBehind(this.data.step.cycles);
    if (!this.hasEnd) this.data.end = { isWhole: false, reason: `${flaw ?? "it has no end"}; ${frames.places.length} parts of it are whole` };
    if (this.data.step.cycles === 0 && !this.data.end.isWhole) throw emptyError(source.name, this.data.end.reason);
  }

  /** Ops may be written before the last chunk with what they did. */
  private dropOpsBehind(cycle: number): void {
    const { ops } = this.data;
    while (ops.length > 0 && ops.at(-1)!.to > cycle) ops.pop();
  }

  /** @throws {LnsimError} when the place of jobs is not in the layout of the outer machine. */
  private checkJobs({ offset }: FramePlace): void {
    try {
      this.data.layOut();
    } catch (error) {
      throw corruptError(`${this.source.name}: byte ${offset}`, (error as Error).message, error);
    }
  }

  /** Takes in all frames; returns what is wrong with the first one that makes no sense. */
  private readFrames(places: readonly FramePlace[]): string | null {
    let data: FramePlace | null = null;
    for (const place of places) {
      try {
        if (place.tag === frameTags.data) data = place;
        else if (place.tag !== frameTags.index) this.readFrame(place, data);
      } catch (error) {
        if (error instanceof LnsimError) return error.found ?? error.message;
        return `byte ${place.offset}: ${(error as Error).message}`;
      }
    }
    return null;
  }

  private readFrame(place: FramePlace, data: FramePlace | null): void {
    const { tag } = place;
    if (tag === frameTags.pieces) this.addPieces(place, data!);
    else if (tag === frameTags.snapshot) this.addSnapshot(place);
    else if (tag === frameTags.ops) this.data.ops.push(...toOps(parseJson(this.payload(place))));
    else if (tag === frameTags.end) {
      const reason = toReason(parseJson(this.payload(place)));
      this.hasEnd = true;
      this.data.end = reason === null ? { isWhole: true } : { isWhole: false, reason };
    } else throw new Error("a frame of an unknown kind");
  }

  private addPieces(place: FramePlace, data: FramePlace): void {
    // Before the totals of a piece are made: those of a piece and of the source of copies.
    const sizeOf = (job: number | null) => {
      const { size } = this.tracksOf(job);
      this.totals += 2 * size;
      if (this.totals > mostTotals) throw new Error("more totals than fit in memory");
      return size;
    };
    for (const piece of decodePieces(this.payload(place), sizeOf)) {
      const bytes = () => this.dataPayload(data).subarray(piece.offset, piece.offset + piece.length);
      const where = `${this.source.name}: byte ${data.offset}`;
      this.builderOf(piece.job).append(piece, bytes, (error) => (error instanceof LnsimError ? error : corruptError(where, (error as Error).message, error)));
    }
  }

  private addSnapshot(place: FramePlace): void {
    const { job, cycle } = readSnapshotHead(this.payload(place));
    this.data.addSnapshot(job, { cycle, load: () => this.decodeSnapshot(place) });
  }

  private decodeSnapshot(place: FramePlace) {
    try {
      return decodeSnapshot(this.payload(place));
    } catch (error) {
      throw error instanceof LnsimError ? error : corruptError(`${this.source.name}: byte ${place.offset}`, (error as Error).message, error);
    }
  }

  private builderOf(job: number | null): HistoryBuilder {
    if (job !== null && !this.data.jobs.has(job)) this.data.jobs.set(job, this.timeline(job));
    return this.builders.get(job)!;
  }

  private timeline(job: number | null): RecordedTimeline {
    const builder = new HistoryBuilder(this.tracksOf(job), this.cache);
    this.builders.set(job, builder);
    return new RecordedTimeline(builder.history, () => {});
  }

  private tracksOf(job: number | null): Tracks {
    const tracks = job === null ? this.stepTracks : this.jobTracks;
    if (tracks === null) throw new Error("a piece of a job where there are no jobs");
    return tracks;
  }

  private dataPayload(place: FramePlace): Uint8Array {
    if (this.latest.offset !== place.offset) this.latest = { offset: place.offset, payload: this.payload(place) };
    return this.latest.payload;
  }

  /** @throws {LnsimError} `recording-corrupt` when the frame is not what was written. */
  private payload(place: FramePlace): Uint8Array {
    const where = `${this.source.name}: byte ${place.offset}`;
    const isPossible = place.sizeBytes <= frameHeadBytes + maxPayloadBytes && place.offset + place.sizeBytes <= this.source.sizeBytes;
    const payload = isPossible ? readFrame(this.source.read(place.offset, place.sizeBytes)) : null;
    if (payload === null) throw corruptError(where, "checksum does not match");
    return payload;
  }

  private json<Value>(place: FramePlace | undefined, tag: number, read: (value: unknown) => Value): Value {
    if (place === undefined || place.tag !== tag) throw corruptError(this.source.name, "the file ends before the machine is known");
    try {
      return read(parseJson(this.payload(place)));
    } catch (error) {
      throw error instanceof LnsimError ? error : corruptError(`${this.source.name}: byte ${place.offset}`, (error as Error).message, error);
    }
  }
}
