import { resultJsonSchema } from "@lnsim/simulator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { fullResult } from "./report/run-result.fixture.ts";

const schema = resultJsonSchema();
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

test("the published schema is the current one (vitest -u writes it)", async () => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot("../result.schema.json");
});

test("it accepts a result, and no other", () => {
  expect(validate(fullResult), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...fullResult, energy: undefined })).toBe(false);
  expect(validate({ ...fullResult, extra: 1 })).toBe(false);
  expect(validate({ ...fullResult, cycles: { ...fullResult.cycles, total: -1 } })).toBe(false);
  expect(validate({ ...fullResult, machine: { ...fullResult.machine, hash: "x" } })).toBe(false);
});
