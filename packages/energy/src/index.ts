export type { AreaReport, BlockEnergy, Clock, EnergyReport, Node, PricedAction, UnpricedAction, Windows } from "./energy-report.ts";
export type {
  ActionRecord,
  Bounds,
  Composition,
  DatapathRecord,
  DramAccess,
  DramRecord,
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
export type { ActionCount, MachineDram, MachineMemory, PricingContext, SimulatedDatapath } from "./pricing-context.ts";
