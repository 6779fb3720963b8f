import type { Scalar } from "../../point.ts";

/** What stands between two operands. */
export type BinaryOperator = "or" | "and" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

/** A condition over the values of axes, as a tree: nothing in it can do more than compare and calculate. */
export type Expression =
  | { readonly kind: "value"; readonly value: Scalar }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "not" | "minus"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression };

/** Every path that an expression names, once, in the order in which they first stand there. */
export function pathsOf(expression: Expression): readonly string[] {
  return [...new Set(allPaths(expression))];
}

function allPaths(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "value":
      return [];
    case "path":
      return [expression.path];
    case "binary":
      return [...allPaths(expression.left), ...allPaths(expression.right)];
    default:
      return allPaths(expression.operand);
  }
}
