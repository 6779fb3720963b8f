import { ByteWriter } from "hyparquet-writer";
import type { Write } from "./text-sink.ts";

/** The Parquet writer's buffer, passed on after every row group. */
export class ByteSink extends ByteWriter {
  private readonly write: Write;

  constructor(write: Write) {
    super();
    this.write = write;
  }

  flush(): void {
    this.write(this.getBytes().slice());
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }
}
