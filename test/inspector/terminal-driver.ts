import { spawn, type IPty } from "@lydell/node-pty";
import xterm from "@xterm/headless";

/** How a program is started in a terminal of its own. */
export interface TerminalSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly columns: number;
  readonly rows: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A program in a terminal: it is typed into and clicked at, and its screen is read as text. */
export class TerminalDriver {
  /** Everything the program wrote, with its sequences. */
  output = "";
  readonly exit: Promise<number>;
  private readonly pty: IPty;
  private readonly terminal: InstanceType<typeof xterm.Terminal>;

  constructor({ command, args, columns, rows, environment = {} }: TerminalSpec) {
    this.terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    const env = { ...process.env, TERM: "xterm-256color", ...environment } as Record<string, string>;
    delete env.TMUX;
    this.pty = spawn(command, [...args], { cols: columns, rows, env, name: "xterm-256color" });
    this.pty.onData((data) => {
      this.output += data;
      this.terminal.write(data);
    });
    this.exit = new Promise((resolve) => this.pty.onExit(({ exitCode }) => resolve(exitCode)));
  }

  /** The screen as lines without trailing blanks. */
  screen(): string {
    const { buffer, rows } = this.terminal;
    return Array.from({ length: rows }, (_, y) => buffer.active.getLine(buffer.active.viewportY + y)?.translateToString(true) ?? "").join("\n");
  }

  /** Whether the program shows itself in the alternate buffer. */
  isInAlternateBuffer(): boolean {
    return this.terminal.buffer.active.type === "alternate";
  }

  /** The number of the background and foreground colour at a cell; -1 for the terminal's own. */
  coloursAt(x: number, y: number): { readonly foreground: number; readonly background: number } {
    const cell = this.terminal.buffer.active.getLine(this.terminal.buffer.active.viewportY + y)!.getCell(x)!;
    return { foreground: cell.isFgDefault() ? -1 : cell.getFgColor(), background: cell.isBgDefault() ? -1 : cell.getBgColor() };
  }

  type(text: string): void {
    this.pty.write(text);
  }

  /** Presses (or lets go, or turns) at a cell, as terminals report it. Buttons: 0 left, 32 drag, 64 and 65 wheel. */
  mouse(button: number, x: number, y: number, isRelease = false): void {
    this.pty.write(`\x1b[<${button};${x + 1};${y + 1}${isRelease ? "m" : "M"}`);
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    this.pty.resize(columns, rows);
  }

  kill(signal: string): void {
    this.pty.kill(signal);
  }

  /** Waits until the screen satisfies a condition; throws with the screen when it does not. */
  async until(what: string, holds: (screen: string) => boolean, milliseconds = 10_000): Promise<string> {
    const end = performance.now() + milliseconds;
    for (;;) {
      const screen = this.screen();
      if (holds(screen)) return screen;
      if (performance.now() > end) throw new Error(`${what} did not come; the screen is\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /** Waits until the screen satisfies a condition and stays as it is for a while: it is drawn to its end. */
  async settled(what: string, holds: (screen: string) => boolean, milliseconds = 10_000): Promise<string> {
    const end = performance.now() + milliseconds;
    let screen = await this.until(what, holds, milliseconds);
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const now = this.screen();
      if (now === screen && holds(now)) return now;
      screen = now;
      if (performance.now() > end) throw new Error(`${what} did not stay; the screen is\n${screen}`);
    }
  }

  /** Waits until a text is on the screen. */
  async see(text: string, milliseconds?: number): Promise<string> {
    return this.until(`"${text}"`, (screen) => screen.includes(text), milliseconds);
  }
}
