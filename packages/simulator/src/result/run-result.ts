import * as Schema from "effect/Schema";
import { Accuracy } from "./accuracy.ts";
import { Compat } from "./compat.ts";
import { Values } from "./values.ts";
import { Cycles, Peak, Stash, Traffic } from "./cycles.ts";
import { Area, Energy } from "./energy.ts";
import { Amount, Count, CountByName, field, Hash } from "./parts.ts";

/** Version of the shape of results. */
export const resultSchemaVersion = 3;

const Machine = Schema.Struct({
  name: Schema.String,
  hash: field(Hash, "SHA-256 of all values of the description."),
  changes: field(
    Schema.Array(Schema.Struct({ path: Schema.String, from: Schema.Unknown, to: Schema.Unknown })),
    "What --set changed.",
  ),
  formats: field(
    Schema.Record(Schema.String, Schema.Struct({ id: Schema.String, name: Schema.String, bits: Count })),
    "Number format by role: canonical identifier, the name it is known by, and its width.",
  ),
  datapath: field(Schema.String, "The multiply-accumulate datapath, in words."),
  backwardDatapath: field(Schema.NullOr(Schema.String), "That of dgrad and wgrad, where it is another one."),
  mapping: field(
    Schema.NullOr(Schema.Struct({ hash: field(Hash, "SHA-256 of what the file says."), pinned: field(Count, "Mappings in the file.") })),
    "Mappings that were pinned; null where all were searched, or nothing was to choose.",
  ),
});

const Trace = Schema.Struct({
  name: Schema.String,
  hash: field(Hash, "SHA-256 of the content."),
  kind: Schema.Literals(["value", "shape"]),
  input: field(Schema.NullOr(Schema.Literals(["image", "tokens"])), "What a sample is; null in shape traces that do not know it."),
  batchSize: Count,
  steps: field(Count, "Steps of the whole trace."),
  replayed: field(Schema.Array(Schema.Struct({ batch: Count, count: Count })), "The distinct steps that were replayed, and how many of each."),
  passes: field(Schema.NullOr(Schema.Array(Schema.String)), "Passes that were timed; null for all of them."),
});

const Simulation = Schema.Struct({
  wallSeconds: field(Amount, "Time the run took; differs from run to run, as the rates do.", "s"),
  events: field(Count, "Events that the kernel dispatched."),
  cyclesPerSecond: field(Schema.NullOr(Amount), "Cycles of the distinct steps per second of timing; null when nothing was timed."),
  fastForwardedCycles: field(Count, "Cycles that were skipped as repetitions.", "cycle"),
  exact: field(Schema.Literals(["skip", "burst", "cycle"]), "What was allowed: skipping, bursts, neither."),
  skipped: field(CountByName, "Cycles that were skipped, by what recurred.", "cycle"),
  steppedFor: field(CountByName, "Cycles that were stepped, by what stopped a longer skip.", "cycle"),
  stepsPerSecond: field(Schema.NullOr(Amount), "Training steps per second of replay."),
  seed: Count,
  version: Schema.String,
});

/** Everything that one run found: what `lnsim run --format json` prints. */
export const RunResultSchema = Schema.Struct({
  schema: Schema.Literal(resultSchemaVersion),
  machine: Machine,
  trace: Trace,
  cycles: field(Schema.NullOr(Cycles), "Null with cyclesReason."),
  cyclesReason: field(Schema.NullOr(Schema.String), "Why cycles and traffic are null."),
  traffic: field(Schema.NullOr(Traffic), "Bytes of one full-batch step."),
  memory: field(Schema.NullOr(Schema.Array(Peak)), "The fullest moment of every level whose contents are followed; null without cycles."),
  stash: field(Schema.NullOr(Stash), "Which tensors of a full-batch step stayed in the global buffer between operations; null without a stash."),
  values: field(Schema.NullOr(Values), "What came of values inside the machine; null unless they were asked for."),
  compat: field(Schema.NullOr(Compat), "Figures as other simulators would print them; null unless they were asked for."),
  energy: field(Schema.NullOr(Energy), "Energy of all steps that were replayed; null with energyReason."),
  energyReason: field(Schema.NullOr(Schema.String), "Why energy and area are null."),
  area: Schema.NullOr(Area),
  accuracy: field(Schema.NullOr(Accuracy), "Null with accuracyReason."),
  accuracyReason: field(Schema.NullOr(Schema.String), "Why accuracy is null."),
  notes: field(Schema.Array(Schema.String), "What a reader should know: defaults that matter, warnings, limits."),
  simulation: Simulation,
});

/** Everything that one run found. The same inputs and seed give the same object, apart from wallSeconds and the rates. */
export type RunResult = typeof RunResultSchema.Type;
