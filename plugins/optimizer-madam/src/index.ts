export { madamPlugin, madamPlugin as default } from "./plugin.ts";
