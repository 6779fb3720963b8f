export { adamPlugin, adamPlugin as default } from "./plugin.ts";
