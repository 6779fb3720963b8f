import { stylesFor, type Styles } from "./styles.ts";

/** Where a command writes: results to stdout, progress and hints to stderr. */
export interface Terminal {
  /** Prints a result; resolves when it is written. A reader that has gone is no error. */
  readonly print: (text: string) => Promise<void>;
  /** Prints a hint or an error. */
  readonly hint: (text: string) => void;
  readonly stderr: NodeJS.WriteStream;
  /** Columns to lay tables out for: the terminal's, within 80 to 100. */
  readonly columns: number;
  /** Markup for results. */
  readonly styles: Styles;
  /** Markup for hints and errors. */
  readonly hintStyles: Styles;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  let isGone = false;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isGone = true;
  });
  stderr.on("error", () => undefined);
  return {
    print: (text) =>
      new Promise((resolve) => {
        if (isGone) resolve();
        else stdout.write(text.endsWith("\n") ? text : `${text}\n`, () => resolve());
      }),
    hint: (text) => void stderr.write(`${text}\n`),
    stderr,
    columns: Math.max(80, Math.min(stdout.columns || 96, 100)),
    styles: stylesFor(stdout, env),
    hintStyles: stylesFor(stderr, env),
  };
}
