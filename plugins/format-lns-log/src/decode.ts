import type { Codes, Reals } from "@lnsim/contracts";
import { logarithmOf, type LogLayout } from "./layout.ts";
import { gridPower } from "./grid-power.ts";

/** The value of every code, each the nearest double; every code with the zero flag is 0. Length codeCount. */
export function valueTable(layout: LogLayout): Float64Array {
  return Float64Array.from({ length: layout.codeCount }, (_, code) => {
    if ((code & layout.zeroBit) !== 0) return 0;
    const magnitude = gridPower(logarithmOf(layout, code), layout.fractionBits);
    return (code & layout.signBit) === 0 ? magnitude : -magnitude;
  });
}

/** Values of codes by table, rounded once more where `out` is single precision. */
export function decode(table: Float64Array, codes: Codes, out: Reals): void {
  for (let i = 0; i < codes.length; i++) out[i] = table[codes[i]];
}
