import { closeSync, constants, openSync, readSync } from "node:fs";

/** What Ctrl-C sends. */
const interrupt = 3;

/** Reads what was typed while the program is busy, without waiting for more. */
export class TypedAhead {
  private readonly file: number | null;
  private readonly buffer = Buffer.alloc(1024);
  private kept: Buffer = Buffer.alloc(0);

  /** @param path of the terminal; where it cannot be opened nothing is ever typed */
  constructor(path = "/dev/tty") {
    try {
      this.file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    } catch {
      this.file = null;
    }
  }

  /** Whether Ctrl-C was typed since this was last asked. It and what was typed before it is forgotten; all else is kept. */
  wantsToStop(): boolean {
    const typed = this.read();
    const at = typed.lastIndexOf(interrupt);
    this.kept = at === -1 ? Buffer.concat([this.kept, typed]) : Buffer.from(typed.subarray(at + 1));
    return at !== -1;
  }

  /** What was typed and read here, once. */
  take(): Buffer {
    const { kept } = this;
    this.kept = Buffer.alloc(0);
    return kept;
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
  }

  private read(): Buffer {
    if (this.file === null) return Buffer.alloc(0);
    try {
      return Buffer.from(this.buffer.subarray(0, readSync(this.file, this.buffer)));
    } catch {
      return Buffer.alloc(0);
    }
  }
}
