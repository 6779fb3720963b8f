import { CheckedObject, invalid } from "./checked-object.ts";
import { checkReferences } from "./check-references.ts";
import {
  dramAccesses,
  priceKinds,
  type ActionRecord,
  type Bounds,
  type Composition,
  type DatapathRecord,
  type DramRecord,
  type EnergyTable,
  type IdleLaneRecord,
  type MemoryGrid,
  type MemoryPoint,
  type OperationRecord,
  type PriceRule,
  type Provenance,
  type UpdateActionRecord,
} from "./energy-table.ts";

/**
 * Checks untrusted JSON against the schema of an energy table and returns it as a value of its own.
 * @param origin what paths in errors begin with: the file's name
 * @throws LnsimError with the path of the field, for a missing, unknown or invalid field, an unknown source or operation,
 * a reasoning that is missing, or a record of another node that is not marked as scaled
 */
export function checkTable(value: unknown, origin: string): EnergyTable {
  const object = new CheckedObject(value, origin);
  if (object.value("schema") !== 1) throw invalid(object.at("schema"), object.value("schema"), "1");
  const table: EnergyTable = {
    schema: 1,
    name: object.text("name"),
    description: object.text("description"),
    nodeNm: object.positive("nodeNm"),
    vdd: object.positive("vdd"),
    sources: object.object("sources").entries((sources, key) => sources.text(key)),
    datapaths: object.list("datapaths", readDatapath),
    memories: readMemories(object.object("memories")),
    drams: object.list("drams", readDram),
    operations: object.list("operations", readOperation),
    updateActions: object.list("updateActions", readUpdateAction),
    idleLane: readIdleLane(object.object("idleLane")),
    actions: object.list("actions", readAction),
  };
  object.end();
  checkReferences(table, origin);
  return table;
}

function readDatapath(object: CheckedObject): DatapathRecord {
  const record = {
    record: object.text("record"),
    semantics: object.text("semantics"),
    terms: object.count("terms"),
    windowBits: object.value("windowBits") === null ? null : object.count("windowBits"),
    accumulatorBits: object.count("accumulatorBits"),
    areaUm2PerTerm: object.positive("areaUm2PerTerm"),
    leakageNwPerTerm: object.positive("leakageNwPerTerm"),
    delayNs: object.positive("delayNs"),
    forwardFj: readBounds(object, "forwardFj"),
    gradientFj: readBounds(object, "gradientFj"),
    ...readProvenance(object),
  };
  object.end();
  return record;
}

function readMemories(object: CheckedObject): MemoryGrid {
  const grid = { device: object.text("device"), points: object.list("points", readPoint), ...readProvenance(object) };
  object.end();
  return grid;
}

function readPoint(object: CheckedObject): MemoryPoint {
  const point = {
    sizeBytes: object.count("sizeBytes"),
    accessBytes: object.count("accessBytes"),
    readPj: object.positive("readPj"),
    writePj: object.positive("writePj"),
    leakageMw: object.positive("leakageMw"),
    areaUm2: object.positive("areaUm2"),
    accessNs: object.positive("accessNs"),
    cycleNs: object.positive("cycleNs"),
  };
  object.end();
  return point;
}

function readDram(object: CheckedObject): DramRecord {
  const record = {
    dram: object.text("dram"),
    transferPjPerBit: readBounds(object, "transferPjPerBit"),
    activatePjPerByte: readBounds(object, "activatePjPerByte"),
    kind: object.choice("kind", priceKinds),
    sources: object.texts("sources"),
    reasoning: object.text("reasoning"),
  };
  object.end();
  return record;
}

function readOperation(object: CheckedObject): OperationRecord {
  const record = { operation: object.text("operation"), energyPj: readBounds(object, "energyPj"), ...readProvenance(object) };
  object.end();
  return record;
}

function readUpdateAction(object: CheckedObject): UpdateActionRecord {
  const record = { action: object.text("action"), operations: readComposition(object), reasoning: object.text("reasoning") };
  object.end();
  return record;
}

function readIdleLane(object: CheckedObject): IdleLaneRecord {
  const record = {
    shareOfDot: readBounds(object, "shareOfDot"),
    kind: object.choice("kind", priceKinds),
    source: object.text("source"),
    reasoning: object.text("reasoning"),
  };
  object.end();
  return record;
}

function readAction(object: CheckedObject): ActionRecord {
  const record = {
    block: object.text("block"),
    action: object.text("action"),
    unit: object.text("unit"),
    price: readRule(object.object("price")),
    ...(object.has("reasoning") ? { reasoning: object.text("reasoning") } : {}),
  };
  object.end();
  return record;
}

const rules = ["dot", "idle-lane", "memory", "dram", "operations", "update-rule", "per-byte", "per-action", "included", "unpriced"] as const;

function readRule(object: CheckedObject): PriceRule {
  const rule = readRuleFields(object);
  object.end();
  return rule;
}

function readRuleFields(object: CheckedObject): PriceRule {
  const rule = object.choice("rule", rules);
  switch (rule) {
    case "memory":
      return { rule, access: object.choice("access", ["read", "write"]) };
    case "dram":
      return { rule, access: object.choice("access", dramAccesses) };
    case "operations":
      return { rule, operations: readComposition(object) };
    case "per-byte":
    case "per-action":
      return {
        rule,
        energyPj: readBounds(object, "energyPj"),
        kind: object.choice("kind", priceKinds),
        source: object.text("source"),
      };
    case "included":
      return { rule, in: object.text("in") };
    default:
      return { rule };
  }
}

function readProvenance(object: CheckedObject): Provenance {
  return {
    nodeNm: object.positive("nodeNm"),
    vdd: object.value("vdd") === null ? null : object.positive("vdd"),
    kind: object.choice("kind", priceKinds),
    source: object.text("source"),
    ...(object.has("reasoning") ? { reasoning: object.text("reasoning") } : {}),
  };
}

function readBounds(parent: CheckedObject, key: string): Bounds {
  const object = parent.object(key);
  const bounds = { low: object.positive("low"), high: object.positive("high") };
  object.end();
  if (bounds.low > bounds.high) throw invalid(object.path, bounds, "low at most high");
  return bounds;
}

function readComposition(parent: CheckedObject): Composition {
  return parent.object("operations").entries((object, key) => object.positive(key));
}
