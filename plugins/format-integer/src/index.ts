export { integerPlugin, integerPlugin as default } from "./plugin.ts";
