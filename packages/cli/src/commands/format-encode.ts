import { createCodes, LnsimError, type NumberFormat, type RoundingMode } from "@lnsim/contracts";
import { createRegistry } from "@lnsim/simulator";
import { codesJson, renderCodes, signOf, type CodeRow } from "../output/codes.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim format encode`. */
export interface EncodeInput {
  readonly NAME: string;
  readonly VALUE: readonly number[];
  readonly max: number;
  readonly rounding: Exclude<RoundingMode, "stochastic">;
  readonly format: "table" | "json";
  readonly plugin: readonly string[];
}

/** `lnsim format encode NAME VALUE...` */
export const formatEncode: Handler<EncodeInput> = async (input, terminal) => {
  const format = (await createRegistry(input.plugin)).format(input.NAME);
  const values = Float64Array.from(input.VALUE);
  const codes = createCodes(format.bits, values.length);
  const max = topMagnitude(format, input.max);
  format.encode(values, max, { mode: input.rounding }, codes);
  const decoded = new Float64Array(values.length);
  format.decode(codes, max, decoded);
  const rows: CodeRow[] = Array.from(values, (value, i) => ({
    value,
    code: codes[i]!,
    sign: signOf(decoded[i]!),
    decoded: decoded[i]!,
  }));
  await terminal.print(input.format === "json" ? codesJson(rows) : renderCodes(format, rows));
  return 0;
};

/** What the top code stands for; formats without a scale ignore it. @throws {LnsimError} unless positive and finite. */
export function topMagnitude(format: NumberFormat, max: number): number {
  if (!format.scaled) return 1;
  if (max > 0 && Number.isFinite(max)) return max;
  throw new LnsimError({
    code: "invalid-value",
    message: "--max is the magnitude that the top code stands for",
    path: "--max",
    found: String(max),
    expected: "a positive number",
  });
}
