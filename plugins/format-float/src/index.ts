export { floatPlugin, floatPlugin as default } from "./plugin.ts";
