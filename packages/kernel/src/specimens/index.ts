export { type Assembly, assemble } from "./assembly.ts";
export { networks } from "./network.ts";
export { pipeline, type PipelineSpec, pipelines } from "./pipeline.ts";
export { program, programs, type ProgramSpec } from "./program.ts";
