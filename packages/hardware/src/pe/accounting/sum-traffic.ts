import { noTraffic, type Traffic } from "./traffic.ts";

/** Traffic of several ops together. */
export function sumTraffic(parts: readonly Traffic[]): Traffic {
  const sum: Record<string, number> = { ...noTraffic };
  for (const part of parts) for (const [name, bytes] of Object.entries(part)) sum[name]! += bytes as number;
  return sum as unknown as Traffic;
}
