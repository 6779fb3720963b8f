import { LnsimError } from "@lnsim/contracts";
import { footprintOf, type Footprint } from "./footprint.ts";
import type { Hierarchy, Mapping } from "./mapping.ts";
import type { GemmProblem } from "./problem.ts";
import { dimensions } from "./reuse.ts";

/** Why a mapping is not legal: which of its fields, what is wrong with it, and what to change. */
export interface MappingFault {
  /** `tile.m`, `order`, or `tile` where the sizes together are at fault. */
  readonly field: string;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

/**
 * Everything that keeps a mapping from running; empty when it is legal. Sizes are whole numbers from 1 to those of the
 * product, the order names every loop once, and two halves of A, of B, of what is read per result and of results fit the
 * global buffer.
 */
export function checkMapping(problem: GemmProblem, hierarchy: Hierarchy, mapping: Mapping): readonly MappingFault[] {
  const faults = [...sizeFaults(problem, mapping), ...orderFaults(mapping)];
  return faults.length > 0 ? faults : capacityFaults(problem, hierarchy, mapping);
}

/**
 * Refuses a mapping that is not legal.
 *
 * @param path where the mapping stands, such as `mappings[3]`
 * @throws LnsimError invalid-combination with the first fault
 */
export function requireLegal(problem: GemmProblem, hierarchy: Hierarchy, mapping: Mapping, path: string): void {
  const [fault] = checkMapping(problem, hierarchy, mapping);
  if (fault === undefined) return;
  const { field, message, found, expected, remedy } = fault;
  throw new LnsimError({ code: "invalid-combination", message, path: `${path}.${field}`, found, expected, remedy });
}

function sizeFaults(problem: GemmProblem, { tile }: Mapping): MappingFault[] {
  return dimensions
    .filter((dimension) => !Number.isInteger(tile[dimension]) || tile[dimension] < 1 || tile[dimension] > problem[dimension])
    .map((dimension) => ({
      field: `tile.${dimension}`,
      message: `a tile cannot be ${tile[dimension]} long along ${dimension}`,
      found: String(tile[dimension]),
      expected: `a whole number from 1 to ${problem[dimension]}`,
      remedy: `set ${dimension} to at most ${problem[dimension]}, the whole loop`,
    }));
}

function orderFaults({ order }: Mapping): MappingFault[] {
  const isPermutation = order.length === 3 && dimensions.every((dimension) => order.includes(dimension));
  if (isPermutation) return [];
  return [
    {
      field: "order",
      message: "the order of the loops does not name each of them once",
      found: order.join(", "),
      expected: "m, n and k, the outermost first",
      remedy: "write for example [m, n, k]",
    },
  ];
}

function capacityFaults(problem: GemmProblem, { globalBufferBytes }: Hierarchy, mapping: Mapping): MappingFault[] {
  const footprint = footprintOf(problem, mapping);
  const excess = footprint.totalBytes - globalBufferBytes;
  if (excess <= 0) return [];
  const { m, n, k } = mapping.tile;
  return [
    {
      field: "tile",
      message: `a tile of m ${m}, n ${n}, k ${k} exceeds the global buffer by ${excess} bytes`,
      found: `${footprint.totalBytes} bytes: two halves of ${regionList(footprint)}`,
      expected: `at most ${globalBufferBytes} bytes`,
      remedy: remedyFor(problem, globalBufferBytes, mapping),
    },
  ];
}

function regionList({ aBytes, bBytes, readBytes, outBytes }: Footprint): string {
  const regions: readonly (readonly [string, number])[] = [
    ["A", aBytes],
    ["B", bBytes],
    ["what is read per result", readBytes],
    ["results", outBytes],
  ];
  return regions.filter(([, bytes]) => bytes > 0).map(([name, bytes]) => `${name} ${bytes}`).join(", ");
}

/** For each loop, the largest power-of-two share of its size that alone makes the mapping fit. */
function remedyFor(problem: GemmProblem, capacity: number, mapping: Mapping): string {
  const ways = dimensions.flatMap((dimension) => {
    const size = largestThatFits(mapping.tile[dimension], (shorter) => {
      return footprintOf(problem, { ...mapping, tile: { ...mapping.tile, [dimension]: shorter } }).totalBytes <= capacity;
    });
    return size === undefined ? [] : [`${dimension} to ${size}`];
  });
  return ways.length === 0 ? "shrink more than one size of the tile" : `shrink ${ways.join(", or ")}`;
}

function largestThatFits(size: number, fits: (size: number) => boolean): number | undefined {
  for (let shorter = Math.floor(size / 2); shorter >= 1; shorter = Math.floor(shorter / 2)) if (fits(shorter)) return shorter;
  return undefined;
}
