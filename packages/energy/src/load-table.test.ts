import { LnsimError } from "@lnsim/contracts";
import { describe, expect, it } from "vitest";
import { buildTable } from "../scripts/build-table.ts";
import { checkTable } from "./check-table.ts";
import { loadTable, parseTable, tableNames } from "./load-table.ts";

type Json = { [key: string]: Json };

/** A fresh copy of the shipped table with the field at `path` replaced, or removed when no value is given. */
function broken(path: string, value?: unknown): unknown {
  const keys = path.split(".");
  const table = JSON.parse(JSON.stringify(loadTable("nangate45"))) as Json;
  const parent = keys.slice(0, -1).reduce((object, key) => object[key]!, table);
  const last = keys.at(-1)!;
  if (value === undefined) delete parent[last];
  else parent[last] = value as Json;
  return table;
}

function withoutDots(): unknown {
  const table = loadTable("nangate45");
  return { ...table, actions: table.actions.map((action) => (action.price.rule === "dot" ? { ...action, price: { rule: "idle-lane" } } : action)) };
}

function refusal(value: unknown): LnsimError {
  try {
    checkTable(value, "table.json");
  } catch (error) {
    if (error instanceof LnsimError) return error;
    throw error;
  }
  throw new Error("the table was accepted");
}

describe("the shipped table", () => {
  it("is checked, and is what the script makes of the records", () => {
    expect(tableNames()).toEqual(["nangate45"]);
    expect(loadTable("nangate45")).toEqual(parseTable(buildTable(), "built"));
  });

  it("survives a round trip through JSON", () => {
    const table = loadTable("nangate45");
    expect(parseTable(JSON.stringify(table), "copy")).toEqual(table);
  });

  it("names a source for every record, and a reasoning wherever a figure is not the source's own", () => {
    const table = loadTable("nangate45");
    const dramRecords = table.drams.flatMap((record) => record.sources.map((source) => ({ ...record, source })));
    for (const record of [...table.datapaths, ...dramRecords, ...table.operations, table.memories, table.idleLane]) {
      expect(table.sources[record.source]?.length).toBeGreaterThan(20);
      if (record.kind === "scaled" || record.kind === "assumed") expect(record.reasoning?.length).toBeGreaterThan(20);
    }
  });

  it("carries published operations to its own supply", () => {
    const multiply = loadTable("nangate45").operations.find((record) => record.operation === "fp32-multiply")!;
    expect(multiply.energyPj.low).toBeCloseTo(3.7 * (1.1 / 0.9) ** 2, 4);
    expect(multiply).toMatchObject({ kind: "scaled", vdd: 1.1 });
  });
});

describe("loadTable", () => {
  it("suggests the nearest name", () => {
    expect(() => loadTable("nangate54")).toThrow(expect.objectContaining({ code: "unknown-name", nearest: "nangate45" }));
  });
});

describe("parseTable", () => {
  it("refuses what is not JSON", () => {
    expect(() => parseTable("{", "table.json")).toThrow(expect.objectContaining({ code: "syntax", path: "table.json" }));
  });
});

describe("checkTable", () => {
  it.each([
    ["not an object", null, "table.json"],
    ["another schema", broken("schema", 2), "table.json.schema"],
    ["a missing field", broken("vdd"), "table.json.vdd"],
    ["a negative price", broken("memories.points.3.readPj", -1), "table.json.memories.points[3].readPj"],
    ["a price of nothing", broken("memories.points.3.readPj", 0), "table.json.memories.points[3].readPj"],
    ["low above high", broken("datapaths.0.forwardFj", { low: 2, high: 1 }), "table.json.datapaths[0].forwardFj"],
    ["a number as text", broken("datapaths.0.terms", "32"), "table.json.datapaths[0].terms"],
    ["an empty list", broken("actions", []), "table.json.actions"],
    ["an unknown source", broken("operations.1.source", "hearsay"), "table.json.operations[1].source"],
    ["an unknown operation", broken("updateActions.0.operations", { "fp33-add": 1 }), "table.json.updateActions[0].operations.fp33-add"],
    ["a scaled figure without a reasoning", broken("operations.0.reasoning"), "table.json.operations[0].reasoning"],
    ["a record of another node", broken("datapaths.2.nodeNm", 7), "table.json.datapaths[2].nodeNm"],
    ["a record of another supply", broken("datapaths.2.vdd", 0.7), "table.json.datapaths[2].vdd"],
    ["a record twice", broken("datapaths.1", loadTable("nangate45").datapaths[0]), "table.json.datapaths"],
    ["no action for the dot product", withoutDots(), "table.json.actions"],
    ["an unknown source of DRAM", broken("drams.1.sources.1", "hearsay"), "table.json.drams[1].sources[1]"],
    ["DRAM without sources", broken("drams.1.sources", []), "table.json.drams[1].sources"],
  ])("refuses %s", (_, value, path) => {
    expect(refusal(value).path).toBe(path);
  });

  it("names the nearest field and the nearest kind", () => {
    expect(refusal(broken("memories.devices", "x"))).toMatchObject({ code: "unknown-key", path: "table.json.memories.devices", nearest: "device" });
    expect(refusal(broken("memories.kind", "cact"))).toMatchObject({ code: "invalid-value", nearest: "cacti" });
  });
});
