export { mxPlugin } from "./mx-plugin.ts";
export { vsIntPlugin } from "./vs-int-plugin.ts";
