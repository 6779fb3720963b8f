export { signSgdPlugin, signSgdPlugin as default } from "./plugin.ts";
