import { createCodes, LnsimError, type NumberFormat } from "@lnsim/contracts";
import { createRegistry } from "@lnsim/simulator";
import { codesJson, renderCodes, signOf, type CodeRow } from "../output/codes.ts";
import { topMagnitude } from "./format-encode.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim format decode`. */
export interface DecodeInput {
  readonly NAME: string;
  readonly CODE: readonly string[];
  readonly max: number;
  readonly format: "table" | "json";
  readonly plugin: readonly string[];
}

/** `lnsim format decode NAME CODE...` */
export const formatDecode: Handler<DecodeInput> = async (input, terminal) => {
  const format = (await createRegistry(input.plugin)).format(input.NAME);
  const codes = createCodes(format.bits, input.CODE.length);
  for (const [i, text] of input.CODE.entries()) codes[i] = parseCode(text, format);
  const decoded = new Float64Array(codes.length);
  format.decode(codes, topMagnitude(format, input.max), decoded);
  const rows: CodeRow[] = Array.from(codes, (code, i) => ({ code, sign: signOf(decoded[i]!), decoded: decoded[i]! }));
  await terminal.print(input.format === "json" ? codesJson(rows) : renderCodes(format, rows));
  return 0;
};

function parseCode(text: string, format: NumberFormat): number {
  const code = /^(\d+|0x[0-9a-f]+|0b[01]+)$/i.test(text) ? Number(text) : Number.NaN;
  if (code < format.codeCount) return code;
  throw new LnsimError({
    code: "invalid-value",
    message: `"${text}" is no code of ${format.id}`,
    path: "CODE",
    found: text,
    expected: `a whole number from 0 to ${format.codeCount - 1}, decimal, 0x or 0b`,
  });
}
