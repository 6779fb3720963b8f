import { isRecord } from "../plugin/is-record.ts";
import { numericsParameters, sameFormat } from "./numerics-parameters.ts";

/**
 * The identifier of the format whose datapath a description uses: that of the weights. Works on unchecked values,
 * since the declarations of the datapath, which the check needs, depend on it.
 */
export function operandFormat(body: { readonly [section: string]: unknown }): string {
  const numerics = isRecord(body.numerics) ? body.numerics : {};
  const { weights, format } = numerics;
  if (typeof weights === "string" && weights !== sameFormat) return weights;
  return typeof format === "string" ? format : numericsParameters.format.default;
}
