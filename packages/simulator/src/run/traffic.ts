import type { Traffic } from "@lnsim/hardware";
import type { RunResult } from "../result/run-result.ts";

/** Bytes by memory level and direction; what memory moves is told apart by purpose. */
export function trafficByLevel(traffic: Traffic): RunResult["traffic"] {
  const { memoryToA, memoryToB, spillRead, updateRead, ppuToMemory, spillWrite, requantiseWrite, updateWrite } = traffic;
  return {
    memory: {
      readBytes: memoryToA + memoryToB + spillRead + updateRead,
      writeBytes: ppuToMemory + spillWrite + requantiseWrite + updateWrite,
      parts: { memoryToA, memoryToB, spillRead, updateRead, ppuToMemory, spillWrite, requantiseWrite, updateWrite },
    },
    bufferA: { readBytes: traffic.bufferARead, writeBytes: traffic.bufferAWrite, parts: {} },
    bufferB: { readBytes: traffic.bufferBRead, writeBytes: traffic.bufferBWrite, parts: {} },
  };
}
