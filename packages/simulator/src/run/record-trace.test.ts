import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordTrace, type RecordRequest } from "./record-trace.ts";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "lnsim-record-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const request = { file: "x.lntrace", name: "x", network: "mlp" as const, dataset: "mnist", hidden: [4], batchSize: 60_000, epochs: 1, seed: 1, optimizer: "sgd" };

test.each<[string, Partial<RecordRequest>, Partial<LnsimError>]>([
  ["no name", { name: "" }, { code: "invalid-value", path: "--name", found: "nothing" }],
  ["a name with a folder", { name: "a/b" }, { code: "invalid-value", path: "--name" }],
  ["a folder as its file", { file: "." }, { code: "file-unwritable", found: "something that is not a file" }],
  ["a device as its file", { file: "/dev/null" }, { code: "file-unwritable", path: "/dev/null" }],
  ["a folder that is not there", { file: "none/x.lntrace" }, { code: "file-unwritable", found: "ENOENT" }],
  ["no batch", { batchSize: 0 }, { code: "invalid-value", path: "--batch", found: "0" }],
  ["a negative width", { hidden: [8, -8] }, { code: "invalid-value", path: "--hidden", found: "-8" }],
  ["no epochs", { epochs: 0 }, { code: "invalid-value", path: "--epochs" }],
  ["a negative seed", { seed: -1 }, { code: "invalid-value", path: "--seed" }],
  ["an unknown optimizer", { optimizer: "maddam" }, { code: "unknown-name", nearest: "madam" }],
  ["an unknown data set", { dataset: "cifar" }, { code: "unknown-name" }],
  ["a network that reads texts", { network: "char-transformer" }, { code: "invalid-combination", found: "images" }],
])("a recording with %s is refused before it starts, and nothing is written", async (_name, changes, expected) => {
  const error: unknown = await recordTrace({ ...request, folder, ...changes }).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(LnsimError);
  expect(error).toMatchObject(expected);
  expect(readdirSync(folder)).toEqual([]);
});
