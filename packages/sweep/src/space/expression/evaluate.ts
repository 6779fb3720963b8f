import { LnsimError } from "@lnsim/contracts";
import type { Scalar } from "../../point.ts";
import type { BinaryOperator, Expression } from "./expression.ts";

/**
 * Whether a condition holds.
 *
 * @param valueOf the value of a path that the expression names
 * @throws {LnsimError} code "invalid-value" when operands do not go together, or the whole is neither true nor false.
 */
export function holds(expression: Expression, valueOf: (path: string) => Scalar): boolean {
  return booleanOf(evaluate(expression, valueOf), "a condition");
}

/** What an expression comes to. @throws {LnsimError} code "invalid-value" as {@link holds}, and when the whole is no number. */
export function quantityOf(expression: Expression, valueOf: (path: string) => Scalar): number {
  return numberOf(evaluate(expression, valueOf), "a quantity");
}

function evaluate(expression: Expression, valueOf: (path: string) => Scalar): Scalar {
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "path":
      return valueOf(expression.path);
    case "not":
      return !booleanOf(evaluate(expression.operand, valueOf), "not");
    case "minus":
      return -numberOf(evaluate(expression.operand, valueOf), "-");
    case "binary":
      return combine(expression, valueOf);
  }
}

function combine({ operator, left, right }: Extract<Expression, { kind: "binary" }>, valueOf: (path: string) => Scalar): Scalar {
  const first = evaluate(left, valueOf);
  if (operator === "and") return booleanOf(first, operator) && booleanOf(evaluate(right, valueOf), operator);
  if (operator === "or") return booleanOf(first, operator) || booleanOf(evaluate(right, valueOf), operator);
  const second = evaluate(right, valueOf);
  if (operator === "==" || operator === "!=") {
    if (typeof first !== typeof second) throw mismatch(`${JSON.stringify(first)} ${operator} ${JSON.stringify(second)}`, "two values of one kind");
    return (first === second) === (operator === "==");
  }
  return calculate(operator, numberOf(first, operator), numberOf(second, operator));
}

function calculate(operator: Exclude<BinaryOperator, "and" | "or" | "==" | "!=">, a: number, b: number): number | boolean {
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
  }
}

function numberOf(value: Scalar, operator: string): number {
  if (typeof value === "number") return value;
  throw mismatch(`${JSON.stringify(value)} at ${operator}`, "a number");
}

function booleanOf(value: Scalar, operator: string): boolean {
  if (typeof value === "boolean") return value;
  throw mismatch(`${JSON.stringify(value)} at ${operator}`, "a comparison, true or false");
}

function mismatch(found: string, expected: string): LnsimError {
  return new LnsimError({ code: "invalid-value", message: "a condition has an operand of the wrong kind", found, expected });
}
