import { LnsimError } from "@lnsim/contracts";
import { movedTo, type RunPlanner } from "@lnsim/simulator";
import { pointRequest } from "../plan/point-request.ts";
import { pointText } from "../plan/resolve-point.ts";
import type { AxisValues } from "../point.ts";
import { genomeAt, genomeCount } from "../search/search-space.ts";
import { areaName } from "./check-constraint.ts";
import { pathsOf } from "./expression/expression.ts";
import { keyOfValues } from "./key-of-values.ts";
import { mistakesIn } from "./place.ts";
import { searchSpaceOf, valuesAt } from "./space-values.ts";
import type { Space } from "./space.ts";

/** Machines beyond this are not priced before a sweep begins. */
const mostAreas = 10_000;

/**
 * The silicon of every combination of a space in um^2, by the key of its values; undefined where no constraint asks for it.
 *
 * @throws {LnsimError} for too many combinations, and for a machine without prices
 */
export async function areasOf(space: Space, planner: RunPlanner): Promise<ReadonlyMap<string, number> | undefined> {
  const asking = space.constraints.find(({ expression }) => pathsOf(expression).includes(areaName));
  if (asking === undefined) return undefined;
  const searched = searchSpaceOf(space);
  const count = genomeCount(searched);
  if (count > mostAreas) {
    throw new LnsimError({ code: "unsupported", message: "there are too many machines to find the silicon of each", path: asking.place, found: `${count} combinations`, expected: `at most ${mostAreas} where a constraint names ${areaName}` });
  }
  const areas = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const values = valuesAt(space, genomeAt(searched, i));
    const key = keyOfValues(values);
    if (!areas.has(key)) areas.set(key, await areaAt(space, values, planner));
  }
  return areas;
}

async function areaAt({ base }: Space, values: AxisValues, planner: RunPlanner): Promise<number> {
  try {
    return await planner.areaUm2(pointRequest(base, values).request);
  } catch (error) {
    const [first] = mistakesIn(error);
    throw movedTo(first!, [first!.path, `the point ${pointText(values)}`].filter((part) => part !== undefined).join(" of "));
  }
}
