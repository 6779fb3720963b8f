export { createRegistry } from "./plugin/builtin.ts";
export { loadPlugin } from "./plugin/load-plugin.ts";
export { Registry, type RegisteredPlugin } from "./plugin/registry.ts";
export type { ResolvedIdentifier } from "./plugin/resolve-identifier.ts";
export type { PlainValues } from "./plugin/parse-parameters.ts";
export { expectation } from "./parameter/expectation.ts";
export { eachParameter, isParameter, type ParameterTree, type ValueTree } from "./parameter/parameter-tree.ts";
export { parameterSchema, treeSchema, type ScalarSchema } from "./parameter/schema.ts";
