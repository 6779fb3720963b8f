/**
 * Writes `tables/nangate45.json` from the record files of `tables/records` and the actions of the blocks.
 *
 *     node --conditions=@lnsim/source packages/energy/scripts/build-table.ts
 */
import { writeFileSync } from "node:fs";
import type { DatapathRecord, DramRecord, EnergyTable, MemoryGrid, OperationRecord, PriceKind } from "../src/index.ts";
import { parseTable } from "../src/load-table.ts";
import { idleLane, updateActions } from "./assumptions.ts";
import { chipActions, wireSources } from "./chip-actions.ts";
import { derivedDatapaths } from "./derived-datapaths.ts";
import { peActions } from "./pe-actions.ts";
import { readRecords, rowsOf } from "./record-file.ts";
import { semantics } from "./semantics.ts";
import { systolicActions } from "./systolic-actions.ts";

const vdd = 1.1;

/** The text of the table, one record a line. */
export function buildTable(): string {
  const table: EnergyTable = {
    schema: 1,
    name: "nangate45",
    description:
      "LNS, integer and floating-point MAC datapaths in the Nangate 45 nm open cell library, SRAM from CACTI, " +
      "other arithmetic from published 45 nm operations, DRAM by kind.",
    nodeNm: 45,
    vdd,
    sources: {
      "mac-study": readRecords("datapaths").source,
      cacti: readRecords("sram").source,
      horowitz: readRecords("operations").source,
      ...readRecords("dram").sources,
      ...wireSources,
      judgement: "lnsim's own estimate, not measured",
    },
    datapaths: datapaths(),
    memories: memories(),
    drams: drams(),
    operations: operations(),
    updateActions,
    idleLane,
    actions: [...peActions, ...chipActions, ...systolicActions],
  };
  const text = layOut(table);
  parseTable(text, "nangate45.json");
  return text;
}

const needsRegisters =
  "a tree of log-domain adders needs a register behind each of them (without, one of 32 terms takes 10 ns and glitches to 6 pJ a term), " +
  "so that every adder costs what a single one does";

/** What was synthesised, and what lies between. A log-domain tree without registers between its adders is no design to price. */
function datapaths(): DatapathRecord[] {
  const studied = studiedDatapaths().flatMap((record): DatapathRecord[] => {
    if (!record.record.startsWith("lnslog")) return [record];
    return record.terms === 1 ? [{ ...record, reasoning: needsRegisters }] : [];
  });
  return [...studied, ...derivedDatapaths(studied)];
}

function studiedDatapaths(): DatapathRecord[] {
  const file = readRecords("datapaths");
  return rowsOf(file).map((row) => ({
    record: row.text("record"),
    semantics: semantics[row.text("record")]!,
    terms: row.number("terms"),
    windowBits: row.numberOrNull("windowBits"),
    accumulatorBits: row.number("accumulatorBits"),
    areaUm2PerTerm: row.number("areaUm2PerTerm"),
    leakageNwPerTerm: row.number("leakageNwPerTerm"),
    delayNs: row.number("delayNs"),
    forwardFj: { low: row.number("forwardLowFj"), high: row.number("forwardHighFj") },
    gradientFj: { low: row.number("gradientLowFj"), high: row.number("gradientHighFj") },
    nodeNm: file.nodeNm,
    vdd: file.vdd,
    kind: file.kind,
    source: "mac-study",
  }));
}

function memories(): MemoryGrid {
  const file = readRecords("sram");
  const points = rowsOf(file).map((row) => ({
    sizeBytes: row.number("sizeBytes"),
    accessBytes: row.number("accessBytes"),
    readPj: row.number("readPj"),
    writePj: row.number("writePj"),
    leakageMw: row.number("leakageMw"),
    areaUm2: row.number("areaUm2"),
    accessNs: row.number("accessNs"),
    cycleNs: row.number("cycleNs"),
  }));
  return { device: "itrs-hp", points, nodeNm: file.nodeNm, vdd: file.vdd, kind: file.kind, source: "cacti" };
}

function drams(): DramRecord[] {
  return rowsOf(readRecords("dram")).map((row) => ({
    dram: row.text("dram"),
    transferPjPerBit: { low: row.number("transferLowPjPerBit"), high: row.number("transferHighPjPerBit") },
    activatePjPerByte: { low: row.number("activateLowPjPerByte"), high: row.number("activateHighPjPerByte") },
    kind: row.text("kind") as PriceKind,
    sources: row.text("sources").split(" "),
    reasoning: row.text("reasoning"),
  }));
}

/** Published at 0.9 V; switching energy goes with the square of the supply. */
function operations(): OperationRecord[] {
  const file = readRecords("operations");
  const publishedVdd = file.vdd!;
  const factor = (vdd * vdd) / (publishedVdd * publishedVdd);
  return rowsOf(file).map((row) => {
    const publishedPj = row.number("energyPj");
    const energyPj = Number((publishedPj * factor).toPrecision(6));
    const doubt = row.is("checked") ? "" : ", quoted from memory of the table";
    return {
      operation: row.text("operation"),
      energyPj: { low: energyPj, high: energyPj },
      nodeNm: file.nodeNm,
      vdd,
      kind: "scaled",
      source: "horowitz",
      reasoning:
        `published as ${publishedPj} pJ at ${publishedVdd} V${doubt}; times (${vdd}/${publishedVdd})^2, ` +
        "switching energy being proportional to the square of the supply",
    };
  });
}

function layOut(table: EnergyTable): string {
  const fields = Object.entries(table).map(([key, value]) => `  ${JSON.stringify(key)}: ${layOutField(value)}`);
  return `{\n${fields.join(",\n")}\n}\n`;
}

function layOutField(value: unknown): string {
  if (Array.isArray(value)) return `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, item]) => {
    return `    ${JSON.stringify(key)}: ${Array.isArray(item) ? indent(layOutField(item)) : JSON.stringify(item)}`;
  });
  return `{\n${fields.join(",\n")}\n  }`;
}

function indent(text: string): string {
  return text.replaceAll("\n", "\n  ");
}

if (import.meta.main) writeFileSync(new URL("../tables/nangate45.json", import.meta.url), buildTable());
