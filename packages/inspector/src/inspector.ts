import type { CellGrid } from "./grid/cell-grid.ts";

/** What happened to the mouse, in cells from the upper left corner. */
export interface MouseEvent {
  readonly kind: "down" | "drag" | "up" | "wheelUp" | "wheelDown";
  readonly x: number;
  readonly y: number;
}

/** What an inspector asks of whoever shows it, beside drawing it again. */
export type Request =
  | { readonly kind: "quit" }
  | { readonly kind: "copy"; readonly text: string }
  /** A picture that `frame` asked for: to be printed where there is no terminal to show it, and ignored where there is one. */
  | { readonly kind: "print"; readonly text: string; readonly grid: CellGrid }
  | { readonly kind: "save"; readonly path: string; readonly content: string };

/** What came of a command, a key or the mouse. */
export interface Outcome {
  /** What the commands said, a line each; errors say what to do. The message line shows the last of them. */
  readonly message: string | null;
  readonly isError: boolean;
  readonly requests: readonly Request[];
}

/** A looker into a session: commands change what is looked at, frames show it. Knows no terminal. */
export interface Inspector {
  /** Carries out commands as they are typed in the palette or given to `--exec`, separated by ";": "goto 1200; pin pe0". */
  execute(line: string): Outcome;
  /** A key, by the names of the key table: "g", "G", "C-c", "enter", "left", "S-tab"; while a prompt is open, its text. */
  press(key: string): Outcome;
  /** The mouse, on the frame that was drawn last. */
  point(event: MouseEvent): Outcome;
  /** Puts an error of whoever shows it into the message line. */
  tell(error: string): void;
  /** The picture of now. */
  draw(width: number, height: number): CellGrid;
}
