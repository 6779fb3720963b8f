import { writeFileSync } from "node:fs";
import type { Theme } from "../grid/theme.ts";
import type { Inspector, Outcome, Request } from "../inspector.ts";
import { openScreen, type BlessedScreen } from "./blessed-screen.ts";
import { clipboardSequence } from "./clipboard.ts";
import { keyName } from "./key-name.ts";
import { mouseOff, mouseOn, readMouse } from "./mouse-event.ts";
import { paint, paintLine } from "./paint.ts";
import { TypedAhead } from "./typed-ahead.ts";
import type { Waiting } from "./waiting.ts";

/** At most this many pictures a second. */
const framesPerSecond = 30;

/**
 * Shows an inspector in the terminal until it asks to quit, or is ended by a signal; the terminal is as it was before then,
 * also when something of ours throws. `waiting` is around its session, if that is live. Resolves to whether it was ended by the user.
 */
export async function showInspector(inspector: Inspector, theme: Theme, waiting?: Waiting): Promise<"quit" | "killed"> {
  const screen = openScreen();
  const view = new TerminalView(screen, inspector, theme);
  if (waiting !== undefined) waiting.listener = (cycles) => view.wait(cycles);
  const ended = view.run();
  try {
    return await ended;
  } finally {
    screen.program._write(mouseOff);
    screen.destroy();
  }
}

/** One session at a terminal: its keys and mouse go to the inspector, its pictures to the screen. */
class TerminalView {
  private readonly screen: BlessedScreen;
  private readonly inspector: Inspector;
  private readonly theme: Theme;
  private timer: NodeJS.Timeout | null = null;
  private drawnAt = 0;
  private readonly typedAhead = new TypedAhead();
  private readonly end = Promise.withResolvers<"quit" | "killed">();

  constructor(screen: BlessedScreen, inspector: Inspector, theme: Theme) {
    this.screen = screen;
    this.inspector = inspector;
    this.theme = theme;
  }

  async run(): Promise<"quit" | "killed"> {
    const kill = () => this.end.resolve("killed");
    const signals = ["SIGTERM", "SIGHUP", "SIGINT"] as const;
    for (const signal of signals) process.once(signal, kill);
    const { program } = this.screen;
    program.on("keypress", (character, key) => {
      const name = keyName(character, key);
      if (name !== null) this.guard(() => this.inspector.press(name));
    });
    program.input.on("data", (bytes) => {
      for (const event of readMouse(bytes.toString())) this.guard(() => this.inspector.point(event));
    });
    program._write(mouseOn);
    program.on("resize", () => this.resize());
    this.draw();
    try {
      return await this.end.promise;
    } finally {
      for (const signal of signals) process.off(signal, kill);
      this.typedAhead.close();
      if (this.timer !== null) clearTimeout(this.timer);
    }
  }

  /** Blessed swallows what is thrown in a listener of its own. */
  private guard(act: () => Outcome): void {
    try {
      this.carryOut(act());
    } catch (error) {
      this.end.reject(error);
    }
    const typed = this.typedAhead.take();
    if (typed.length > 0) this.screen.program.input.unshift(typed);
  }

  /** Says in the last row how far the simulation is that everything waits for; returns whether it is to stop. */
  wait(cycles: number): boolean {
    const { lines, rows } = this.screen;
    paintLine(` simulating: ${cycles.toLocaleString("en-US")} cycles   C-c stops`, lines[rows - 1]!, this.theme.mark);
    this.screen.draw(rows - 1, rows - 1);
    this.screen.program.flush();
    return this.typedAhead.wantsToStop();
  }

  private carryOut({ requests }: Outcome): void {
    for (const request of requests) this.grant(request);
    this.drawSoon();
  }

  private grant(request: Request): void {
    switch (request.kind) {
      case "quit":
        return this.end.resolve("quit");
      case "copy": {
        const sequence = clipboardSequence(request.text, process.env.TMUX !== undefined);
        if (sequence !== null) this.screen.program._write(sequence);
        return;
      }
      case "save":
        return this.save(request.path, request.content);
    }
  }

  private save(path: string, content: string): void {
    try {
      writeFileSync(path, content);
    } catch (error) {
      this.inspector.tell(`${path} cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    }
  }

  private resize(): void {
    this.screen.alloc();
    this.drawSoon();
  }

  /** Keys that come faster than pictures share one. */
  private drawSoon(): void {
    if (this.timer !== null) return;
    const wait = Math.max(0, this.drawnAt + 1000 / framesPerSecond - performance.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      try {
        this.draw();
      } catch (error) {
        this.end.reject(error);
      }
    }, wait);
  }

  private draw(): void {
    const { screen } = this;
    const { lines, cols, rows } = screen;
    paint(this.inspector.draw(cols, rows), lines, this.theme);
    screen.draw(0, rows - 1);
    screen.program.flush();
    this.drawnAt = performance.now();
  }
}
