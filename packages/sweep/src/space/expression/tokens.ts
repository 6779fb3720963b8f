import { LnsimError } from "@lnsim/contracts";

/** A word of an expression, and where it stands. */
export interface Token {
  readonly kind: "number" | "text" | "word" | "sign" | "end";
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

const number = String.raw`2\^\d+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?`;
const word = String.raw`[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*`;
const signs = String.raw`==|!=|<=|>=|&&|\|\||[<>+*/%()!-]`;
const pattern = new RegExp(String.raw`\s*(?:(?<number>${number})|(?<text>'[^']*'|"[^"]*")|(?<word>${word})|(?<sign>${signs}))`, "y");

/** The words of an expression, one that stands for its end last. @throws {LnsimError} code "syntax", with the column. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  pattern.lastIndex = 0;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const match = pattern.exec(source);
    if (match === null) throw unreadable(source, from + 1 + /^\s*/.exec(source.slice(from))![0].length);
    const [kind, text] = Object.entries(match.groups!).find(([, found]) => found !== undefined)! as [Token["kind"], string];
    tokens.push({ kind, text, column: pattern.lastIndex - text.length + 1 });
  }
  return [...tokens, { kind: "end", text: "", column: end + 1 }];
}

function unreadable(source: string, column: number): LnsimError {
  return new LnsimError({
    code: "syntax",
    message: "this condition cannot be read",
    found: `${source}, at character ${column}`,
    expected: 'paths, numbers, texts in quotes, + - * / %, == != < <= > >=, and, or, not, and parentheses',
  });
}
