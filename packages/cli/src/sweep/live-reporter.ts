/** What a task shows of itself while it runs. */
export interface LiveText {
  /** Lines for a terminal of so many columns, so many seconds after the state was told. */
  readonly screen: (columns: number, secondsSince: number) => readonly string[];
  /** The same in one line of a log. */
  readonly line: () => string;
}

/** Shows how far a task is. */
export interface LiveReporter {
  update(text: LiveText): void;
  /** Takes the screen away; call it before anything else is printed. */
  finish(): void;
}

/** Where and when it is shown. */
export interface LiveTarget {
  readonly stream: Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns" | "rows" | "on" | "off">;
  /** Milliseconds that pass; injected by tests. */
  readonly now: () => number;
}

const screenIntervalMs = 100;
const tickMs = 1000;
const lineIntervalMs = 4000;

/** One screen that is drawn again and again in its place on a terminal, also when that is resized; plain lines every few seconds elsewhere. */
export function createLiveReporter(target: LiveTarget): LiveReporter {
  return target.stream.isTTY === true ? new LiveScreen(target) : new LiveLines(target);
}

class LiveLines implements LiveReporter {
  readonly #target: LiveTarget;
  #lastWrite: number;

  constructor(target: LiveTarget) {
    this.#target = target;
    this.#lastWrite = target.now();
  }

  update({ line }: LiveText): void {
    const now = this.#target.now();
    if (now - this.#lastWrite < lineIntervalMs) return;
    this.#lastWrite = now;
    this.#target.stream.write(`${line()}\n`);
  }

  finish(): void {}
}

class LiveScreen implements LiveReporter {
  readonly #target: LiveTarget;
  #text: LiveText | undefined;
  #toldAt = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #drawn: readonly string[] = [];
  #tick: NodeJS.Timeout | undefined;
  readonly #draw = (): void => this.#redraw();
  /** A process that ends at once leaves its screen, and a line for what comes after it. */
  readonly #leave = (): void => void this.#target.stream.write("\n");

  constructor(target: LiveTarget) {
    this.#target = target;
  }

  update(text: LiveText): void {
    const now = this.#target.now();
    if (this.#text === undefined) this.#start();
    this.#text = text;
    this.#toldAt = now;
    if (now - this.#drawnAt >= screenIntervalMs) this.#redraw();
  }

  finish(): void {
    if (this.#text === undefined) return;
    clearInterval(this.#tick);
    this.#target.stream.off("resize", this.#draw);
    process.off("exit", this.#leave);
    this.#target.stream.write(this.#takenAway());
    this.#text = undefined;
    this.#drawn = [];
  }

  #start(): void {
    this.#tick = setInterval(this.#draw, tickMs).unref();
    this.#target.stream.on("resize", this.#draw);
    process.once("exit", this.#leave);
  }

  #redraw(): void {
    const { stream, now } = this.#target;
    const [columns, rows] = [stream.columns || 80, stream.rows || 24];
    const before = this.#takenAway();
    this.#drawnAt = now();
    const lines = this.#text!.screen(columns, (this.#drawnAt - this.#toldAt) / 1000);
    this.#drawn = lines.slice(0, Math.max(1, rows - 1)).map((line) => line.slice(0, columns - 1));
    stream.write(before + this.#drawn.join("\r\n"));
  }

  /** A terminal that has become narrower has wrapped lines that were longer. */
  #takenAway(): string {
    const columns = this.#target.stream.columns || 80;
    const up = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0) - 1;
    return `\r${up > 0 ? `\u001b[${up}A` : ""}\u001b[J`;
  }
}
