/** The part of blessed that is used: its screen as lines of cells, its reading of keys and of the mouse. */
process.env.NCURSES_NO_UTF8_ACS = "1";
const { default: blessed } = await import("blessed");

/** A row of a screen: cells of [attribute, character]; only dirty rows are compared with the terminal's. */
export type ScreenLine = [attribute: number, character: string][] & { dirty: boolean };

/** A key as blessed reads it. */
export interface BlessedKey {
  /** With modifiers in front: "C-c", "S-tab", "left". */
  readonly full: string;
  readonly sequence?: string;
}

/** The mouse as blessed reads it. */
export interface BlessedMouse {
  readonly action: string;
  readonly x: number;
  readonly y: number;
}

/** A terminal as blessed has it, in the alternate buffer until it is destroyed. */
export interface BlessedScreen {
  readonly lines: ScreenLine[];
  readonly cols: number;
  readonly rows: number;
  readonly program: {
    on(event: "keypress", listener: (character: string | undefined, key: BlessedKey) => void): void;
    on(event: "mouse", listener: (event: BlessedMouse) => void): void;
    on(event: "resize", listener: () => void): void;
    enableMouse(): void;
    hideCursor(): void;
    /** Writes bytes that are no text, past the cells. */
    _write(text: string): void;
    flush(): void;
  };
  draw(from: number, to: number): void;
  alloc(): void;
  destroy(): void;
}

/** Takes the terminal: alternate buffer, raw keys, mouse. Box characters come out as such, and colours are as many as there are. */
export function openScreen(): BlessedScreen {
  const screen = blessed.screen({ smartCSR: true, fullUnicode: true, forceUnicode: true, terminal: terminalType(process.env.TERM) }) as unknown as BlessedScreen;
  screen.program.enableMouse();
  screen.program.hideCursor();
  return screen;
}

/** Blessed knows few terminals; those that it does not know understand xterm's sequences. */
function terminalType(name = ""): string {
  return /^(linux|vt\d+)$/.test(name) ? name : "xterm-256color";
}
