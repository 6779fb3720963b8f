/** Bytes by level of memory and direction. */
export type LevelBytes = { readonly [level: string]: { readonly readBytes: number; readonly writeBytes: number } };

/** The outermost memory of a machine's traffic: DRAM, the ideal memory of a PE; null where only the edges of an array are known. */
export function outermostLevel(traffic: LevelBytes): "dram" | "memory" | null {
  return "dram" in traffic ? "dram" : "memory" in traffic ? "memory" : null;
}

/** Bytes to and from the outermost memory; on a systolic array with ideal memory those that pass the edges of the array. */
export function outermostBytes(traffic: LevelBytes): number {
  const level = outermostLevel(traffic);
  const levels = level === null ? Object.values(traffic) : [traffic[level]!];
  return levels.reduce((sum, { readBytes, writeBytes }) => sum + readBytes + writeBytes, 0);
}

/** Those of them that its rate bounds: all of DRAM's; the larger direction of an ideal memory, which has a port for each. */
export function boundingBytes(traffic: LevelBytes): number {
  const { memory } = traffic;
  return outermostLevel(traffic) === "memory" ? Math.max(memory!.readBytes, memory!.writeBytes) : outermostBytes(traffic);
}
