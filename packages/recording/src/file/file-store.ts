import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import type { Snapshot } from "@lnsim/kernel";
import { LnsimError } from "@lnsim/contracts";
import { ByteWriter } from "../byte-writer.ts";
import { pack } from "../chunk-codec.ts";
import { writeColumn } from "../columns.ts";
import type { JobPlace } from "../job-place.ts";
import type { TimelineLayout } from "../layout.ts";
import type { Keyframe, Piece } from "../piece.ts";
import type { RecordedOp, RecordingHeader } from "../recording.ts";
import type { RecordingStore } from "../recording-store.ts";
import { encodeFrame, encodeHeader, encodeTail, type FramePlace, frameHeadBytes, frameTags, readFrame, tailBytes } from "./frame.ts";
import { type WrittenPiece, encodePieces } from "./piece-codec.ts";
import { decodeSnapshot, encodeSnapshot } from "./snapshot-codec.ts";

/** Bytes of chunks that go to the file at once. */
const usualGroupBytes = 256 * 1024;

/** Writes a recording file as it comes in: a group of pieces is in it as a whole or not at all. */
export class FileStore implements RecordingStore {
  readonly cacheBytes = 24 * 1024 * 1024;
  private readonly path: string;
  private readonly groupBytes: number;
  private readonly descriptor: number;
  private readonly places: FramePlace[] = [];
  private size = 0;
  private isOpen = true;
  private group: WrittenPiece[] = [];
  private grouped = 0;
  /** Where the data of the group under way will be; and groups that are in memory until they are in the file. */
  private pending = { data: new Map<number, Uint8Array>(), offset: -1 };

  constructor(path: string, groupBytes = usualGroupBytes) {
    this.path = path;
    this.groupBytes = groupBytes;
    this.descriptor = this.attempt(() => {
      const descriptor = openSync(path, "w+");
      if (fstatSync(descriptor).isFile()) return descriptor;
      closeSync(descriptor);
      throw new Error("something that is not a file");
    });
    this.write(encodeHeader());
  }

  begin(header: RecordingHeader, place: JobPlace | null): void {
    this.writeJson(frameTags.header, { header, place });
  }

  addLayout(layout: TimelineLayout): void {
    this.writeJson(frameTags.layout, layout);
  }

  addPiece(job: number | null, piece: Piece, bytes: Uint8Array | null, reference: Keyframe | null): () => Uint8Array {
    this.group.push({ job, piece, reference, bytes });
    const { pending, grouped } = this;
    pending.data.set(grouped, bytes ?? new Uint8Array(0));
    this.grouped += bytes?.length ?? 0;
    if (this.grouped >= this.groupBytes) this.flush();
    const length = bytes?.length ?? 0;
    return () => pending.data.get(grouped) ?? this.read(pending.offset + frameHeadBytes + grouped, length);
  }

  addSnapshot(job: number | null, snapshot: Snapshot): () => Snapshot {
    const place = this.writeFrame(frameTags.snapshot, encodeSnapshot(job, snapshot));
    return () => decodeSnapshot(readFrame(this.read(place.offset, place.sizeBytes))!);
  }

  addOps(ops: readonly RecordedOp[]): void {
    if (ops.length > 0) this.writeJson(frameTags.ops, ops);
  }

  finish(reason: string | null): void {
    this.flush();
    this.writeJson(frameTags.end, { reason });
    const index = this.writeFrame(frameTags.index, encodeIndex(this.places));
    this.write(encodeTail(this.size + tailBytes, index.offset));
    this.isOpen = false;
  }

  /** Writes what has come in. Afterwards it is in the file, whatever happens. */
  flush(): void {
    if (this.group.length === 0) return;
    const { group, pending } = this;
    const data = new Uint8Array(this.grouped);
    let at = 0;
    for (const { bytes } of group) {
      if (bytes === null) continue;
      data.set(bytes, at);
      at += bytes.length;
    }
    pending.offset = this.writeFrame(frameTags.data, data).offset;
    this.writeFrame(frameTags.pieces, encodePieces(group));
    pending.data.clear();
    this.pending = { data: new Map(), offset: -1 };
    this.group = [];
    this.grouped = 0;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private writeJson(tag: number, value: unknown): void {
    this.writeFrame(tag, new TextEncoder().encode(JSON.stringify(value)));
  }

  private writeFrame(tag: number, payload: Uint8Array): FramePlace {
    const frame = encodeFrame(tag, payload);
    const place = { tag, offset: this.size, sizeBytes: frame.length };
    this.write(frame);
    this.places.push(place);
    return place;
  }

  private write(bytes: Uint8Array): void {
    if (!this.isOpen) throw new Error("the recording is closed already");
    this.attempt(() => {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.descriptor, bytes, done, bytes.length - done, this.size + done);
    });
    this.size += bytes.length;
  }

  private read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = readSync(this.descriptor, bytes, done, length - done, offset + done);
      if (count === 0) throw new Error(`${this.path}: the file became shorter while it was written`);
      done += count;
    }
    return bytes;
  }

  private attempt<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      this.isOpen = false;
      throw new LnsimError({
        code: "file-unwritable",
        message: "the recording cannot be written",
        path: this.path,
        found: (error as NodeJS.ErrnoException).code ?? (error as Error).message,
        remedy: "choose a file in a folder that may be written, on a disk with room for it",
        cause: error,
      });
    }
  }
}

/** Tags, offsets and sizes as packed columns, behind how many there are. */
function encodeIndex(places: readonly FramePlace[]): Uint8Array {
  const writer = new ByteWriter();
  writeColumn(writer, Float64Array.of(places.length));
  writeColumn(writer, Float64Array.from(places, ({ tag }) => tag));
  writeColumn(writer, Float64Array.from(places, ({ offset }) => offset));
  writeColumn(writer, Float64Array.from(places, ({ sizeBytes }) => sizeBytes));
  return pack(writer.written());
}
