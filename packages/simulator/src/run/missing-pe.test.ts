import { expect, test } from "vitest";
import { describeMachine } from "../machine/describe-machine.ts";
import { missingPe } from "./missing-pe.ts";
import { hardwareDescription } from "./hardware-description.ts";
import { resolveArithmetic } from "./resolve-arithmetic.ts";
import { run } from "./run.ts";

async function described(machine: string, set: readonly string[]) {
  const found = await describeMachine({ machine, folder: process.cwd(), set });
  return { arithmetic: resolveArithmetic(found), values: found.values };
}

test.each([
  ["mxfp8", 8.25, 8],
  ["mxfp4", 4.25, 4],
  ["vs-int4", 4 + 6 / 32, 4],
])("%s is stored with its scales, and multiplied without", async (format, bits, codeBits) => {
  const { arithmetic, values } = await described("lns-madam", [`numerics.format=${format}`]);
  expect(missingPe(arithmetic, values)).toBeNull();
  const { formats } = hardwareDescription(values, arithmetic);
  for (const role of ["weights", "activations", "gradients", "weightGradients"] as const) expect(formats[role]).toMatchObject({ bits, codeBits });
  expect(formats.update).not.toHaveProperty("codeBits");
});

test.each<[string, string, string[], RegExp]>([
  ["vectors that the PE does not sum", "lns-madam", ["numerics.format=mxfp8", "pe.vectorSize=16"], /sums vectors of 16, and weights have scales for vectors of 32/],
  ["a systolic array", "systolic", ["numerics.format=mxint8"], /a systolic array adds products one by one/],
  ["scales of channels", "lns-madam", ["numerics.scale.activations=channel"], /activations have one a channel/],
  ["vectors of no power of two", "lns-madam", ["numerics.scale.weights=vector", "numerics.scale.vectorSize=24", "pe.vectorSize=24"], /a power of two/],
  ["two formats", "lns-madam", ["numerics.format=int8", "numerics.weights=int:bits=4"], /a PE multiplies one format/],
])("there is no PE for %s", async (_, machine, set, reason) => {
  const { arithmetic, values } = await described(machine, set);
  expect(missingPe(arithmetic, values)).toMatch(reason);
});

test.each(["lns-madam", "lns-madam-chip"])("%s times and prices MX, with what is assumed", async (machine) => {
  const result = await run({ machine, trace: "gemm:64,64,96", numerics: false, set: ["numerics.format=mxint8"] });
  const scales = result!.energy!.provenance.find(({ action }) => action === "vectorScale")!;
  expect(scales).toMatchObject({ kind: "assumed", pricePj: { low: 0.194198, high: 12.3988 }, count: (64 * 64 * 3) + (64 * 96 * 2) * 2 });
  expect(result!.notes[0]).toMatch(/^8 bits of scale lie beside the codes of every 32 weights; assumed: /);
});
