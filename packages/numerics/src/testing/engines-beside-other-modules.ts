// Compiles kernels, each time anew, while V8 optimises another WebAssembly module in background threads: Node's own type
// stripping. Flags that V8 reads twice in one compilation abort the process here within a second.
import { readFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { withImmediateTierUp } from "../kernels/revectorizer.ts";

const { stripTypeScriptTypes } = nodeModule as unknown as { stripTypeScriptTypes(source: string): string };
const source = readFileSync(new URL("../self-test/self-test.ts", import.meta.url), "utf8").repeat(4).replaceAll("export ", "");
const kernel = readFileSync(new URL("../../wasm/fixed-gemm.wasm", import.meta.url));
process.removeAllListeners("warning");

const end = performance.now() + 2000;
let compiled = 0;
while (performance.now() < end) {
  stripTypeScriptTypes(source);
  const unique = Buffer.from([0, 10, 1, 0x78, ...Buffer.from(String(compiled).padStart(8, "0"))]);
  withImmediateTierUp(true, () => new WebAssembly.Module(Buffer.concat([kernel, unique])));
  compiled++;
}
console.log(compiled);
