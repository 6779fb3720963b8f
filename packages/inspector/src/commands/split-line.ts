import { LnsimError } from "@lnsim/contracts";

/** A command of a line, with where it begins. */
export interface Statement {
  readonly text: string;
  readonly column: number;
}

/** Cuts a line at its semicolons; those in quotes are kept. @throws {LnsimError} code "syntax" for a quote without an end. */
export function splitLine(line: string): readonly Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  let quote = "";
  for (let at = 0; at <= line.length; at++) {
    const character = line[at] ?? ";";
    if (quote !== "" && at < line.length) {
      if (character === quote) quote = "";
    } else if (quote !== "") throw unclosed(line, quote);
    else if (character === '"') quote = character;
    else if (character === ";") {
      const text = line.slice(start, at);
      if (text.trim() !== "") statements.push({ text: text.trim(), column: start + text.length - text.trimStart().length });
      start = at + 1;
    }
  }
  return statements;
}

function unclosed(line: string, quote: string): LnsimError {
  return new LnsimError({ code: "syntax", message: `a ${quote} has no end`, path: `column ${line.lastIndexOf(quote) + 1}`, found: line });
}

/** A text without the quotes around it. */
export function unquoted(text: string): string {
  return /^".*"$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}
