export { defineBlock, type BlockKind, type Wake } from "./block-kind.ts";
export {
  declareBlock,
  type ActivityDeclaration,
  type BlockDeclaration,
  type BlockShape,
  type NestDeclaration,
  type NoteDeclaration,
  type PortDeclaration,
} from "./block-shape.ts";
export { Kernel } from "./kernel.ts";
export { MachineBuilder, type BlockSpec, type LinkSpec } from "./machine-builder.ts";
export type { Machine, MachineBlock, MachineLink } from "./machine.ts";
export type { MessageRun, Observer } from "./observer.ts";
export type { NoteRecord } from "./note-log.ts";
export type { QueuedMessage, QueueReport } from "./queue-report.ts";
export type { NoteRole, SlotRole, WordRole } from "./role.ts";
export type { ExactMode, KernelOptions, RunEnd } from "./run-options.ts";
export type { SkipReport, SkipStop } from "./fast-forward/skip-report.ts";
export type { Snapshot } from "./snapshot.ts";
export type { ActivityReport } from "./statistics.ts";
export { totalPlaces, type TotalPlaces } from "./total-places.ts";
export { windowKeys, type LookupWindow } from "./epochs/window-keys.ts";
