/** Takes an export piece by piece. */
export type Write = (bytes: Uint8Array) => void;

const pieceCharacters = 1 << 16;

/** Gathers text into pieces of some size. */
export class TextSink {
  private text = "";
  private readonly write: Write;
  private readonly encoder = new TextEncoder();

  constructor(write: Write) {
    this.write = write;
  }

  add(text: string): void {
    this.text += text;
    if (this.text.length >= pieceCharacters) this.end();
  }

  /** Passes on what is left. */
  end(): void {
    if (this.text !== "") this.write(this.encoder.encode(this.text));
    this.text = "";
  }
}
