import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { DatapathMessage, NumberedArrays } from "./threads/worker-job.ts";

const numbers = new WeakMap<Float64Array | Uint8Array, number>();
let next = 1;

/** A datapath for workers: its arrays by number, so that datapaths that share arrays share them there too. */
export function numberArrays(datapath: FixedAccumulateDatapath): { readonly datapath: DatapathMessage; readonly arrays: NumberedArrays } {
  const arrays: [number, Float64Array | Uint8Array][] = [];
  const numberOf = (array: Float64Array | Uint8Array): number => {
    let number = numbers.get(array);
    if (number === undefined) {
      number = next++;
      numbers.set(array, number);
    }
    arrays.push([number, array]);
    return number;
  };
  const { leftFactor, leftClass, head, tail } = datapath;
  const message = {
    ...datapath,
    leftFactor: numberOf(leftFactor),
    leftClass: numberOf(leftClass),
    head: numberOf(head),
    tail: tail === null ? null : numberOf(tail),
  };
  return { datapath: message, arrays };
}
