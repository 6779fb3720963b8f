import type { FixedAccumulateDatapath } from "@lnsim/contracts";

const codeCount = 256;
const zeroCode = 0x80;

/** Classes with constants of nine bits; the power of two grows every `codesPerOctave` codes. */
export function classDatapath(classes: 2 | 8, codesPerOctave: number): FixedAccumulateDatapath {
  const constants = classes === 8 ? [256, 279, 304, 332, 362, 395, 431, 470] : [256, 362];
  const leftFactor = new Float64Array(codeCount);
  const leftClass = new Uint8Array(codeCount);
  const head = new Float64Array(classes * codeCount);
  const tail = new Float64Array(classes * codeCount);
  for (let code = 0; code < codeCount; code++) {
    const magnitude = code & 0x7f;
    const power = code === zeroCode ? 0 : (code & 0x80 ? -1 : 1) * 2 ** Math.floor(magnitude / codesPerOctave);
    const of = magnitude % classes;
    leftFactor[code] = power;
    leftClass[code] = of;
    for (let left = 0; left < classes; left++) {
      const remainder = left + of;
      head[left * codeCount + code] = remainder < classes ? power : 2 * power;
      tail[left * codeCount + code] = constants[remainder % classes];
    }
  }
  return { ...common, classes, leftFactor, leftClass, head, tail };
}

/** One class: the code as a signed integer, times `step`. */
export function valueDatapath(step: number): FixedAccumulateDatapath {
  const values = Float64Array.from({ length: codeCount }, (_, code) => ((code << 24) >> 24) * step);
  return { ...common, classes: 1, leftFactor: values, leftClass: new Uint8Array(codeCount), head: values, tail: null };
}

const common = {
  kind: "fixed",
  description: "self-test",
  vectorSize: 32,
  leftCodeCount: codeCount,
  rightCodeCount: codeCount,
  cutBits: 0,
  fractionBits: 8,
  accumulator: { bits: 16, lsb: 16, rounding: "half-up", overflow: "saturate" },
  productUnit: 1,
  costRecord: null,
  windowBits: 32,
} as const;
