import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { GemmOperands } from "../gemm-operands.ts";

/**
 * The datapath of the transposed product: the declaration whose term of (b, a) is this one's term of (a, b), or undefined
 * when there is none to be had. One class: left and right values change places. Several: the datapath itself, when it
 * is symmetric.
 */
export function swappedDatapath(datapath: FixedAccumulateDatapath): FixedAccumulateDatapath | undefined {
  if (datapath.classes > 1) return isSymmetric(datapath) ? datapath : undefined;
  const { leftFactor, head, tail, cutBits, accumulator, leftCodeCount, rightCodeCount } = datapath;
  if (tail !== null && cutBits > 0 && accumulator !== "wide") return undefined;
  return {
    ...datapath,
    leftCodeCount: rightCodeCount,
    rightCodeCount: leftCodeCount,
    leftFactor: productsOf(head, tail),
    leftClass: new Uint8Array(rightCodeCount),
    head: leftFactor,
    tail: null,
  };
}

const products = new WeakMap<Float64Array, { readonly tail: Float64Array; readonly values: Float64Array }>();

/** head * tail, the same array for the same two, so that tables made from it are shared. */
function productsOf(head: Float64Array, tail: Float64Array | null): Float64Array {
  if (tail === null) return head;
  const known = products.get(head);
  if (known?.tail === tail) return known.values;
  const values = head.map((value, index) => value * tail[index]);
  products.set(head, { tail, values });
  return values;
}

const symmetric = new WeakMap<Float64Array, { readonly datapath: FixedAccumulateDatapath; readonly result: boolean }>();

/**
 * True when term(a, b) = term(b, a) for all codes, which is found without forming every term: it is when a right code
 * b is (its own left factor) x (an entry H of the classes of a and b), the tail an entry T of them, and H and T are symmetric.
 */
function isSymmetric(datapath: FixedAccumulateDatapath): boolean {
  const { head, leftFactor, leftClass, tail, leftCodeCount, rightCodeCount } = datapath;
  if (leftCodeCount !== rightCodeCount) return false;
  const known = symmetric.get(head);
  const isKnown = known?.datapath.leftFactor === leftFactor && known.datapath.leftClass === leftClass && known.datapath.tail === tail;
  if (known !== undefined && isKnown) return known.result;
  const result = hasSymmetricClasses(datapath);
  symmetric.set(head, { datapath, result });
  return result;
}

function hasSymmetricClasses({ classes, rightCodeCount, leftFactor, leftClass, head, tail }: FixedAccumulateDatapath): boolean {
  const heads = new Float64Array(classes * classes).fill(NaN);
  const tails = new Float64Array(classes * classes).fill(NaN);
  for (let left = 0; left < classes; left++) {
    for (let code = 0; code < rightCodeCount; code++) {
      const at = left * rightCodeCount + code;
      const entry = left * classes + leftClass[code];
      if (leftFactor[code] === 0) {
        if (head[at] !== 0) return false;
        continue;
      }
      // Factors are powers of two: the division is exact.
      const headEntry = head[at] / leftFactor[code];
      const tailEntry = tail === null ? 1 : tail[at];
      if (Number.isNaN(heads[entry])) {
        heads[entry] = headEntry;
        tails[entry] = tailEntry;
      }
      if (heads[entry] !== headEntry || tails[entry] !== tailEntry) return false;
    }
  }
  for (let left = 0; left < classes; left++) {
    for (let right = 0; right < left; right++) {
      const [one, other] = [left * classes + right, right * classes + left];
      if (!Object.is(heads[one], heads[other]) || !Object.is(tails[one], tails[other])) return false;
    }
  }
  return true;
}

/** The operands of the transposed product, without scales: O' = B' A', nothing is moved. */
export function swappedOperands({ m, n, k, a, aTransposed, b, bTransposed }: GemmOperands): GemmOperands {
  return { m: n, n: m, k, a: b, aTransposed: bTransposed !== true, b: a, bTransposed: aTransposed !== true };
}
