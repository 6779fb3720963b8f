import { describePe, simulateStep, type GemmOp } from "@lnsim/hardware";
import { expect, test } from "vitest";
import { trafficByLevel } from "./traffic.ts";

test("what memory moves is the sum of its purposes, masks of dgrad included", () => {
  const op: GemmOp = { kind: "gemm", id: 0, name: "fc.dgrad", pass: "dgrad", m: 64, n: 32, k: 64, activation: true, after: [] };
  const { memory } = trafficByLevel(simulateStep(describePe(), [op], { exact: "burst" }).traffic);
  const sum = Object.values(memory!.parts).reduce((total, bytes) => total + bytes, 0);
  expect(memory!.readBytes + memory!.writeBytes).toBe(sum);
  expect(memory!.parts["maskRead"]).toBe(64 * 32);
});
