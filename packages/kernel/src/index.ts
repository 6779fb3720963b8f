export { defineBlock, type BlockKind, type Wake } from "./block-kind.ts";
export {
  declareBlock,
  maximumWords,
  type ActivityDeclaration,
  type BlockDeclaration,
  type BlockShape,
  type NestDeclaration,
  type PortDeclaration,
} from "./block-shape.ts";
export { Kernel } from "./kernel.ts";
export { MachineBuilder, type BlockSpec, type LinkSpec } from "./machine-builder.ts";
export type { Machine, MachineBlock, MachineLink } from "./machine.ts";
export type { MessageRun, Observer } from "./observer.ts";
export type { SlotRole, WordRole } from "./role.ts";
export type { ExactMode, KernelOptions, RunEnd } from "./run-options.ts";
export type { Snapshot } from "./snapshot.ts";
export type { ActivityReport } from "./statistics.ts";
