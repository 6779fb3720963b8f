// Compiles the AssemblyScript kernels of src/assembly to wasm/. Plain JavaScript for Node 20 and later: it runs in the
// root `prepare`, under whatever Node installs the project.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const packageDirectory = fileURLToPath(new URL("..", import.meta.url));

/** Entry file -> WebAssembly features. Only the exact kernels may use relaxed operations. */
const kernels = {
  "fixed-gemm": ["simd", "relaxed-simd"],
  "direct-gemm": ["simd", "relaxed-simd"],
  "float-gemm": ["simd"],
  "log-gemm": ["simd"],
  "rounded-gemm": ["simd"],
};

mkdirSync(new URL("../wasm/", import.meta.url), { recursive: true });

for (const [name, features] of Object.entries(kernels)) {
  const { error, stderr } = await asc.main([
    `src/assembly/${name}.ts`,
    "--outFile", `wasm/${name}.wasm`,
    "--baseDir", packageDirectory,
    "--runtime", "stub",
    "--importMemory",
    "--noAssert",
    "-O3",
    ...features.flatMap((feature) => ["--enable", feature]),
  ]);
  if (error) {
    process.stderr.write(`${stderr.toString()}${error.message}\n`);
    process.exitCode = 1;
  }
}
