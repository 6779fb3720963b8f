export { sgdPlugin, sgdPlugin as default } from "./plugin.ts";
