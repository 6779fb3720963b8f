export { actionCatalogue, type ActionKey } from "./pe/accounting/actions.ts";
export type { ActionDescription } from "./timing/action-description.ts";
export type { Traffic } from "./pe/accounting/traffic.ts";
export { closedForm } from "./pe/closed-form/closed-form.ts";
export type { ClosedForm, Term, TermName } from "./pe/closed-form/term.ts";
export {
  describePe,
  type PeDescription,
  type PeOptions,
  type ScalePolicy,
  type StoredFormat,
  type StoredFormats,
} from "./description/description.ts";
export { dramKindParameter, type DramKind } from "./chip/dram/spec.ts";
export { dramActions, type DramActionKey } from "./chip/dram/actions.ts";
export { stashActions, type StashActionKey } from "./chip/stash/actions.ts";
export { planStash } from "./chip/stash/plan-stash.ts";
export { outlives, type StashPlan } from "./chip/stash/choose-tensors.ts";
export { gridActions, type GridActionKey } from "./chip/grid/actions.ts";
export { dramParameters, type DramValues } from "./chip/dram/parameters.ts";
export { dataflowParameter, type Dataflow } from "./description/array-spec.ts";
export {
  machineParameters,
  machineWithDefaults,
  type MachineSection,
  type MachineValues,
  type PartialMachineValues,
} from "./description/parameters.ts";
export type { Gather, GemmOp, Op, UpdateOp, VectorOp, VectorStage } from "./workload/operation.ts";
export type { StoredAs, TensorUse } from "./workload/tensor-use.ts";
export { tensorsOf, type OpTensors } from "./workload/tensors-of.ts";
export { withStoredWeights } from "./workload/weight-view.ts";
export { peakOf, tensorLifetimes, type BitsOf, type PeakBytes, type TensorLifetime } from "./workload/lifetimes.ts";
export type { VectorOperation } from "./vector/operations.ts";
export { storedBits } from "./vector/pass-bits.ts";
export { passes, type Pass } from "./workload/pass.ts";
export type { TensorRole } from "./workload/role.ts";
export { checkMachine } from "./machine/check-machine.ts";
export { mapStep, type MappedProduct } from "./machine/map-step.ts";
export { simulateStep } from "./pe/step/simulate-step.ts";
export type { Bound, MacActivity, MacUse, OpTiming, PassTiming, StepTiming, TimingTerm, WaitName } from "./pe/step/timing.ts";
export type { JobMemory } from "./chip/job/job-memory.ts";
export { machineKind, type MachineKind } from "./machine/machine-kind.ts";
export { openMachine, type MachineRunOptions, type OpenJobs, type OpenMachine } from "./machine/open-machine.ts";
export type { PlaceRange, ProductPlace, UpdatePlace, WorkMoment, WorkPlace } from "./machine/work-place.ts";
export { simulateMachine } from "./machine/simulate-machine.ts";
export { timingDescription } from "./machine/timing-description.ts";
export type { ChipDescription } from "./chip/machine/description.ts";
export type { ActionCount, ActivityCycles, BlockTiming, LevelTraffic, LowerBound, MachineTiming, TimedOp, TrafficByLevel } from "./timing/machine-timing.ts";
export { stagesAt, vectorMacStages, type AcceptedRun, type StageView, type VectorMacStage, type VectorPlace } from "./pe/blocks/vector-mac/stages.ts";
export type { VectorMacActivity } from "./pe/blocks/vector-mac/state.ts";
export { scaleSimLayer } from "./systolic/report/scale-sim-layer.ts";
export { describeSystolic, type SystolicDataflow, type SystolicDescription } from "./systolic/layer/description.ts";
export { layerOf, type SystolicLayer } from "./systolic/layer/layer.ts";
export { systolicCatalogue, type SystolicActionKey } from "./systolic/op/actions.ts";
export type { SystolicAccesses, SystolicOpTiming } from "./systolic/op/op-timing.ts";
export { simulateSystolicOp } from "./systolic/op/simulate-op.ts";
export { scaleSimReport, type ScaleSimReport } from "./systolic/report/scale-sim-report.ts";
export type { SystolicValues, SystolicValuesRequest } from "./systolic/values/request.ts";
export { runSystolicValues } from "./systolic/values/run-values.ts";
export { scalarDatapath } from "./systolic/values/scalar-datapath.ts";
export { explainVector, type ColumnSums, type ExplainedDatapath, type OperandMeaning } from "./values/explain-vector.ts";
export { loadRegisters, traceColumn, type ColumnOperands, type ColumnWalk, type OperandLine } from "./values/trace-column.ts";
export type { ExplainedBin, ExplainedLane, ExplainedSum, ExplainedTerm } from "./values/explanation.ts";
export { machineDatapath } from "./values/machine-datapath.ts";
export { machineValues } from "./values/machine-values.ts";
export { checkReduction, type PeValues, type PeValuesRequest } from "./values/request.ts";
