import type { LogAccumulateDatapath } from "@lnsim/contracts";
import { exp2 } from "@lnsim/elementary";
import type { Breach, Law } from "../law.ts";
import type { FormatSubject } from "../format/subject.ts";

/** Codes of a log datapath are laid out as the contract says. */
export const datapathLogCodes: Law<FormatSubject> = {
  name: "datapath-log-codes",
  sentence: "A code of a format with a log datapath is a zero flag, a sign flag and a logarithm in two's complement, and decodes to sign * 2^(log / 2^fractionBits).",
  applies: ({ datapaths }) => datapaths.some(({ kind }) => kind === "log"),
  *check(subject) {
    for (const datapath of subject.datapaths) {
      if (datapath.kind === "log") yield* layout(subject, datapath);
    }
  },
};

function* layout({ format, codes, values, max, largest }: FormatSubject, { bits, fractionBits }: LogAccumulateDatapath): Iterable<Breach> {
  if (bits !== format.bits) yield { input: "bits of the datapath", found: String(bits), expected: `${format.bits}, those of the format` };
  const mask = 2 ** (bits - 2) - 1;
  const half = 2 ** (bits - 3);
  const top = half - 1;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const logarithm = ((code & mask) ^ half) - half;
    const isZero = (code & (2 ** (bits - 1))) !== 0;
    const sign = (code & (2 ** (bits - 2))) === 0 ? 1 : -1;
    if (!isZero && logarithm < -top) continue;
    const relativeTo = format.scaled ? max / exp2(top / 2 ** fractionBits) : 1;
    const wanted = isZero ? 0 : sign * exp2(logarithm / 2 ** fractionBits) * relativeTo;
    const isRight = Math.abs(values[i] - wanted) <= 1e-12 * Math.abs(wanted) || Math.abs(wanted) > largest * (1 + 1e-12);
    if (!isRight) yield { input: `decode(${code})`, found: String(values[i]), expected: String(wanted) };
  }
}
