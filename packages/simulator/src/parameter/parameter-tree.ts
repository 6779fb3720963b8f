import type { Parameter } from "@lnsim/contracts";

/** Declarations with sections: what a machine description consists of. */
export type ParameterTree = { readonly [name: string]: Parameter | ParameterTree };

/** The checked values of a tree, in the shape of the tree. */
export type ValueTree = { readonly [name: string]: number | string | boolean | ValueTree };

/** True for a declaration, false for a section of declarations. */
export function isParameter(node: Parameter | ParameterTree): node is Parameter {
  return typeof node.type === "string";
}

/** Every declaration of a tree with its dotted path, in declared order. */
export function* eachParameter(tree: ParameterTree, prefix = ""): Generator<readonly [path: string, Parameter]> {
  for (const [name, node] of Object.entries(tree)) {
    if (isParameter(node)) yield [prefix + name, node];
    else yield* eachParameter(node, `${prefix}${name}.`);
  }
}
