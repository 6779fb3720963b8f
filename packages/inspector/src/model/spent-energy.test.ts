import { expect, test } from "vitest";
import { toySession } from "../testing/toy-session.ts";
import { spentEnergy } from "./spent-energy.ts";
import { studyOf } from "./study.ts";

test("counts of the window times the prices of the session; what has none is left out", () => {
  const priceOf = (block: string, counter: string): number | null => (counter === "mac" ? (block === "pe1.mac" ? 5 : 2) : null);
  const study = studyOf({ ...toySession(), priceOf });
  expect(spentEnergy(study, 0, study.timeline.cycles)).toEqual([
    { block: "pe1.mac", action: "mac", count: 2710, eachPj: 5, energyPj: 13550 },
    { block: "pe0.mac", action: "mac", count: 2710, eachPj: 2, energyPj: 5420 },
  ]);
  expect(spentEnergy(study, 0, 100).map(({ count }) => count)).toEqual([48, 49]);
});

test("only what was counted is priced", () => {
  const asked = new Set<string>();
  const priceOf = (block: string, counter: string): null => (asked.add(`${block} ${counter}`), null);
  const study = studyOf({ ...toySession(), priceOf });
  expect(spentEnergy(study, 0, 1)).toEqual([]);
  const early = asked.size;
  spentEnergy(study, 0, study.timeline.cycles);
  expect(asked.size).toBeGreaterThan(early);
});
