import type { Parameter } from "@lnsim/contracts";

/** What a parameter accepts, in words: "a whole number from 1 to 64", "floor or half-up", ... */
export function expectation(parameter: Parameter): string {
  switch (parameter.type) {
    case "integer":
      return `a whole number from ${parameter.minimum} to ${parameter.maximum}`;
    case "number":
      return `a number from ${parameter.minimum} to ${parameter.maximum}`;
    case "choice":
      return parameter.choices.join(" or ");
    case "boolean":
      return "true or false";
    case "text":
      return "text";
  }
}
