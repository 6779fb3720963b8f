/** The part of blessed that is used: its screen as lines of cells, and its reading of keys. */
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

/** A terminal as blessed has it, in the alternate buffer until it is destroyed. */
export interface BlessedScreen {
  readonly lines: ScreenLine[];
  readonly cols: number;
  readonly rows: number;
  readonly program: {
    on(event: "keypress", listener: (character: string | undefined, key: BlessedKey) => void): void;
    on(event: "resize", listener: () => void): void;
    readonly input: {
      on(event: "data", listener: (bytes: Buffer | string) => void): void;
      /** Has bytes read before all others. */
      unshift(bytes: Buffer): void;
    };
    hideCursor(): void;
    /** Writes bytes that are no text, past the cells. */
    _write(text: string): void;
    flush(): void;
  };
  draw(from: number, to: number): void;
  alloc(): void;
  destroy(): void;
}

/**
 * Takes the terminal: alternate buffer, raw keys. Box characters come out as such. The mouse is left to us: blessed reads one
 * report of several that come together, and leaves it on in the end.
 */
export function openScreen(): BlessedScreen {
  const screen = blessed.screen({ smartCSR: true, fullUnicode: true, forceUnicode: true, terminal: terminalType(process.env.TERM) }) as unknown as BlessedScreen;
  screen.program.hideCursor();
  return screen;
}

/** Blessed knows few terminals; those that it does not know understand xterm's sequences. */
function terminalType(name = ""): string {
  return /^(linux|vt\d+)$/.test(name) ? name : "xterm-256color";
}
