// GEMMs whose products and sums are rounded to a format that is not binary32, or that are added in pairs. Built without
// relaxed operations: nothing here may be fused.
export { copyRows } from "./copy-rows";
export { packLeft, packRight } from "./pack-floats";
export { multiplyAscending } from "./multiply-ascending";
export { multiplyTree } from "./multiply-tree";
export { setFormat } from "./round-lanes";
