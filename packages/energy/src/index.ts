export type { AreaReport, BlockEnergy, Clock, EnergyReport, Node, PricedAction, UnpricedAction, Windows } from "./energy-report.ts";
export type {
  ActionRecord,
  Bounds,
  Composition,
  DatapathRecord,
  EnergyTable,
  IdleLaneRecord,
  MemoryGrid,
  MemoryPoint,
  OperationRecord,
  PriceKind,
  PriceRule,
  Provenance,
  UpdateActionRecord,
} from "./energy-table.ts";
export { loadTable } from "./load-table.ts";
export type { MemoryGeometry } from "./memory-cost.ts";
export { passes, type Pass } from "./pass.ts";
export { priceActions, type Pricing } from "./price-actions.ts";
export type { ActionCount, PricingContext } from "./pricing-context.ts";
