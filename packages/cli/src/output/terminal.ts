import { LnsimError } from "@lnsim/contracts";
import { stylesFor, type Styles } from "./styles.ts";

/** Where a command writes: results to stdout, progress and hints to stderr. */
export interface Terminal {
  /** Prints a result; resolves when it is written. A reader that has gone is no error, a full disk is. */
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
  // Failures are reported by the callback of each write.
  for (const stream of [stdout, stderr]) stream.on("error", () => undefined);
  return {
    print: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text.endsWith("\n") ? text : `${text}\n`, (error) => {
          if (error === null || error === undefined || (error as NodeJS.ErrnoException).code === "EPIPE") resolve();
          else reject(unwritable(error));
        });
      }),
    hint: (text) => void stderr.write(`${text}\n`),
    stderr,
    columns: Math.max(80, Math.min(stdout.columns || 96, 100)),
    styles: stylesFor(stdout, env),
    hintStyles: stylesFor(stderr, env),
  };
}

function unwritable(cause: NodeJS.ErrnoException): LnsimError {
  return new LnsimError({
    code: "file-unwritable",
    message: "the result cannot be written to the standard output",
    found: cause.code ?? cause.message,
    remedy: "send it to a file or a pipe that can be written",
    cause,
  });
}
