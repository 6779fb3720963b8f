import { expect, test } from "vitest";
import { describeChip } from "../chip/testing/describe-chip.ts";
import { checkMachine } from "./check-machine.ts";

test("what cannot be built is refused before a step is simulated", () => {
  const chip = describeChip();
  expect(() => checkMachine(chip)).not.toThrow();
  const refused = [
    { ...chip, dram: { ...chip.dram, rowBytes: chip.dram.burstBytes + 1 } },
    { ...chip, globalBuffer: { ...chip.globalBuffer, stashBytes: chip.globalBuffer.sizeBytes } },
    { ...chip, ppu: { ...chip.ppu, stagingRows: chip.collector.depth - 1 } },
    { ...chip, array: { ...chip.array, kind: "systolic" as const }, dataflow: "local-a" as const },
    { ...chip, memory: { ...chip.memory, kind: "ideal" as const }, dataflow: "ws" as const },
    { ...chip, memory: { ...chip.memory, kind: "ideal" as const }, array: { ...chip.array, kind: "systolic" as const }, dataflow: "ws" as const, update: { ...chip.update, weightView: "rounded-on-load" as const } },
  ];
  const paths = refused.map((description) => {
    try {
      checkMachine(description);
    } catch (error) {
      return (error as { path?: string }).path;
    }
    return "accepted";
  });
  expect(paths).toEqual(["dram.rowBytes", "globalBuffer.stashBytes", "ppu.stagingRows", "dataflow", "dataflow", "update.weightView"]);
});
