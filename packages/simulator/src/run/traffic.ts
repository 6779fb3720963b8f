import { bytesRead, bytesWritten, type Traffic } from "@lnsim/hardware";
import type { RunResult } from "../result/run-result.ts";

/** Bytes by memory level and direction; what memory moves is told apart by purpose. */
export function trafficByLevel(traffic: Traffic): NonNullable<RunResult["traffic"]> {
  const { bufferARead, bufferAWrite, bufferBRead, bufferBWrite, ...parts } = traffic;
  return {
    memory: { readBytes: bytesRead(traffic), writeBytes: bytesWritten(traffic), parts },
    bufferA: { readBytes: bufferARead, writeBytes: bufferAWrite, parts: {} },
    bufferB: { readBytes: bufferBRead, writeBytes: bufferBWrite, parts: {} },
  };
}
