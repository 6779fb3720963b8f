export { lnsPlugin, lnsPlugin as default } from "./plugin.ts";
export { layoutOf } from "./format.ts";
export type { LnsLayout } from "./layout.ts";
export { requantize, type RequantizeRun } from "./requantize.ts";
