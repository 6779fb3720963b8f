import { LnsimError, nearestName } from "@lnsim/contracts";
import { invalid } from "./checked-object.ts";
import type { ActionRecord, Composition, EnergyTable, Provenance } from "./energy-table.ts";

/**
 * Checks what one field of a table says about another: sources and operations exist, keys are unique, everything scaled,
 * assumed or left out says why, and nothing of another node or voltage is mixed in without being marked as scaled.
 * @throws LnsimError with the path of the field
 */
export function checkReferences(table: EnergyTable, origin: string): void {
  const at = (list: string, index: number) => `${origin}.${list}[${index}]`;
  for (const [index, record] of table.datapaths.entries()) checkProvenance(table, record, at("datapaths", index), origin);
  for (const [index, record] of table.operations.entries()) checkProvenance(table, record, at("operations", index), origin);
  checkProvenance(table, table.memories, `${origin}.memories`, origin);
  for (const [index, { sources }] of table.drams.entries()) {
    for (const [place, source] of sources.entries()) checkSource(table, source, `${at("drams", index)}.sources[${place}]`);
  }
  checkSource(table, table.idleLane.source, `${origin}.idleLane.source`);
  for (const [index, record] of table.updateActions.entries()) checkComposition(table, record.operations, `${at("updateActions", index)}.operations`);
  for (const [index, record] of table.actions.entries()) checkAction(table, record, at("actions", index));
  const dots = table.actions.filter((record) => record.price.rule === "dot").length;
  if (dots === 0) throw invalid(`${origin}.actions`, 'no action priced as "dot"', "at least one");
  checkUnique(table.datapaths.map((record) => `${record.record} of ${record.terms} terms`), `${origin}.datapaths`);
  checkUnique(table.memories.points.map((point) => `${point.sizeBytes} B by ${point.accessBytes} B`), `${origin}.memories.points`);
  checkUnique(table.drams.map((record) => record.dram), `${origin}.drams`);
  checkUnique(table.operations.map((record) => record.operation), `${origin}.operations`);
  checkUnique(table.updateActions.map((record) => record.action), `${origin}.updateActions`);
  checkUnique(table.actions.map(actionKey), `${origin}.actions`);
}

/** The name of an action: `block.action`. */
export function actionKey(record: { readonly block: string; readonly action: string }): string {
  return `${record.block}.${record.action}`;
}

function checkProvenance(table: EnergyTable, record: Provenance, path: string, origin: string): void {
  checkSource(table, record.source, `${path}.source`);
  const isConverted = record.kind === "scaled" || record.kind === "assumed";
  if (isConverted && record.reasoning === undefined) throw missingReasoning(path, record.kind);
  if (record.nodeNm !== table.nodeNm) {
    throw mixed(`${path}.nodeNm`, `${record.nodeNm} nm`, `${table.nodeNm} nm, the node of ${origin}`);
  }
  if (record.vdd !== null && record.vdd !== table.vdd) {
    throw mixed(`${path}.vdd`, `${record.vdd} V`, `${table.vdd} V, the supply of ${origin}, or null where the source does not say`);
  }
}

function checkAction(table: EnergyTable, record: ActionRecord, path: string): void {
  const { price } = record;
  if (price.rule === "operations") checkComposition(table, price.operations, `${path}.price.operations`);
  if (price.rule === "per-byte" || price.rule === "per-action") checkSource(table, price.source, `${path}.price.source`);
  if (price.rule === "included") checkName(price.in, table.actions.map(actionKey), `${path}.price.in`, "an action of the table");
  if (!explainThemselves.includes(price.rule) && record.reasoning === undefined) throw missingReasoning(path, price.rule);
}

/** Rules whose prices bring their own reasoning. */
const explainThemselves: readonly string[] = ["dot", "idle-lane", "memory", "dram", "update-rule"];

function checkComposition(table: EnergyTable, operations: Composition, path: string): void {
  const names = table.operations.map((record) => record.operation);
  for (const operation of Object.keys(operations)) checkName(operation, names, `${path}.${operation}`, "an operation of the table");
}

function checkSource(table: EnergyTable, source: string, path: string): void {
  checkName(source, Object.keys(table.sources), path, "a key of sources");
}

function checkName(name: string, names: readonly string[], path: string, what: string): void {
  if (!names.includes(name)) throw invalid(path, name, `${what}: ${names.join(", ")}`, nearestName(name, names));
}

function checkUnique(keys: readonly string[], path: string): void {
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) throw invalid(path, repeated, "every key once");
}

function missingReasoning(path: string, kind: string): LnsimError {
  return new LnsimError({ code: "missing-value", message: `what is ${kind} has to say why`, path: `${path}.reasoning` });
}

function mixed(path: string, found: string, expected: string): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: "an energy table mixes technology nodes or supplies",
    path,
    found,
    expected,
    remedy: "convert the figure to the table's node and supply and mark it as scaled, with the reasoning",
  });
}
