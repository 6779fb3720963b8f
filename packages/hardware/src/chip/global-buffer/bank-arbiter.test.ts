import { expect, test } from "vitest";
import { isAhead } from "./bank-arbiter.ts";

test("the turn goes round: of two buses the first one from the pointer on is ahead", () => {
  const buses = 5;
  for (let pointer = 0; pointer < buses; pointer++) {
    const place = (bus: number): number => (bus - pointer + buses) % buses;
    for (let bus = 0; bus < buses; bus++) for (let rival = 0; rival < buses; rival++) expect(isAhead(bus, rival, pointer)).toBe(place(bus) < place(rival));
  }
});
