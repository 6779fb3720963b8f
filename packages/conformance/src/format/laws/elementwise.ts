import { nearestEven } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { decodeAll, encodeAll, mixedValues, type FormatSubject } from "../subject.ts";

/** A code depends on its own value and the maximum, not on neighbours or on the precision of the array. */
export const elementwise: Law<FormatSubject> = {
  name: "elementwise",
  sentence: "Every element is encoded and decoded by itself: alone as among others, and from a single-precision array as from a double-precision one.",
  *check(subject) {
    const single = Float32Array.from(mixedValues(subject, 400, "elementwise"));
    const together = encodeAll(subject, Float64Array.from(single));
    const fromSingle = encodeAll(subject, single, nearestEven);
    const values = decodeAll(subject, together);
    for (let i = 0; i < single.length; i++) {
      const alone = encodeAll(subject, Float64Array.of(single[i]));
      if (alone[0] !== together[i]) yield { input: `encode(${single[i]}) alone`, found: String(alone[0]), expected: `${together[i]}, as among others` };
      if (fromSingle[i] !== together[i]) yield { input: `encode(${single[i]}) from single precision`, found: String(fromSingle[i]), expected: `${together[i]}, as from double precision` };
      const [value] = decodeAll(subject, alone);
      if (alone[0] === together[i] && !Object.is(value, values[i])) yield { input: `decode(${alone[0]}) alone`, found: String(value), expected: `${values[i]}, as among others` };
    }
  },
};
