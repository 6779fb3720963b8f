import fc from "fast-check";
import { expect, test } from "vitest";
import { dealDimension } from "./deal-out.ts";

test("shares cover the dimension once, none grows behind another, only the last group is smaller", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }), (extent, size, receivers) => {
      const { groups, edges, active } = dealDimension(extent, size, receivers);
      const covered = groups.reduce((sum, count, receiver) => sum + (count === 0 ? 0 : (count - 1) * size + edges[receiver]!), 0);
      expect(covered).toBe(extent);
      expect(groups.every((count, receiver) => receiver === 0 || (count <= groups[receiver - 1]! && count >= groups[0]! - 1))).toBe(true);
      expect(groups.filter((count) => count > 0)).toHaveLength(active);
      expect(edges.filter((edge) => edge !== size).length).toBeLessThanOrEqual(1);
    }),
    { seed: 91, numRuns: 200 },
  );
});
