export { lnsPlugin, lnsPlugin as default } from "./plugin.ts";
export { layoutOf } from "./layout-of.ts";
export type { LnsLayout } from "./layout.ts";
export { requantize, type RequantizeRun } from "./requantize.ts";
