import { LnsimError } from "@lnsim/contracts";
import type { BinaryOperator, Expression } from "./expression.ts";
import { tokensOf, type Token } from "./tokens.ts";

/** Operators of two operands, those that bind least first. */
const levels: readonly (readonly BinaryOperator[])[] = [["or"], ["and"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];
const comparisons = 2;
const synonyms: { readonly [sign: string]: string } = { "&&": "and", "||": "or", "!": "not" };
const deepest = 200;

/**
 * Reads a condition such as `array.rows * array.columns <= 1024 and dataflow != "is"`.
 *
 * @throws {LnsimError} code "syntax", with the character where it cannot be continued.
 */
export function parseExpression(source: string): Expression {
  return new Parser(source).whole();
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokensOf(source);
  }

  whole(): Expression {
    const expression = this.#binary(0);
    if (this.#next.kind !== "end") throw this.#unexpected("the end, or an operator");
    return expression;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  /** What the next word stands for as an operator. */
  get #operator(): string {
    const { kind, text } = this.#next;
    return kind === "sign" || kind === "word" ? (synonyms[text] ?? text) : "";
  }

  #binary(level: number): Expression {
    if (level === levels.length) return this.#unary();
    let left = level === comparisons && this.#operator === "not" ? this.#unary() : this.#binary(level + 1);
    for (;;) {
      const operator = levels[level]!.find((each) => each === this.#operator);
      if (operator === undefined) return left;
      this.#at++;
      left = { kind: "binary", operator, left, right: this.#binary(level + 1) };
      if (level === comparisons) return left;
    }
  }

  #unary(): Expression {
    if (++this.#depth > deepest) throw this.#unexpected(`at most ${deepest} operands and parentheses inside each other`);
    const expression = this.#operand();
    this.#depth--;
    return expression;
  }

  #operand(): Expression {
    const token = this.#next;
    this.#at++;
    if (token.kind === "number") return { kind: "value", value: numberOf(token.text) };
    if (token.kind === "text") return { kind: "value", value: token.text.slice(1, -1) };
    if (token.text === "-") return { kind: "minus", operand: this.#unary() };
    if (synonyms[token.text] === "not" || token.text === "not") return { kind: "not", operand: this.#binary(comparisons) };
    if (token.text === "(") return this.#parenthesised();
    if (token.text === "true" || token.text === "false") return { kind: "value", value: token.text === "true" };
    if (token.kind === "word" && token.text !== "and" && token.text !== "or") return { kind: "path", path: token.text };
    this.#at--;
    throw this.#unexpected("a path, a number, a text in quotes, not, - or (");
  }

  #parenthesised(): Expression {
    const inner = this.#binary(0);
    if (this.#next.text !== ")") throw this.#unexpected("an operator or )");
    this.#at++;
    return inner;
  }

  #unexpected(expected: string): LnsimError {
    const { text, column } = this.#next;
    return new LnsimError({
      code: "syntax",
      message: "this condition cannot be read",
      found: `${this.#source}, where ${text === "" ? "it ends" : `"${text}" stands`} at character ${column}`,
      expected,
    });
  }
}

function numberOf(text: string): number {
  return text.startsWith("2^") ? 2 ** Number(text.slice(2)) : Number(text);
}
