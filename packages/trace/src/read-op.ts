import { invalid, type FieldReader } from "./field-reader.ts";
import { layerKinds } from "./graph/read-layer.ts";
import { passes, type GemmShape, type Operator, type TraceOp } from "./schema.ts";

const operators: readonly Operator[] = [...layerKinds, "softmax", "loss", "update"];

/** Checks one decoded op: it has matrix products or a number of elements, never both. */
export function readOp(fields: FieldReader): TraceOp {
  const op: TraceOp = {
    id: fields.integer("id", 0),
    name: fields.text("name"),
    layer: fields.text("layer"),
    pass: fields.choice("pass", passes),
    operator: fields.choice("operator", operators),
    ...(fields.has("gemms") ? { gemms: fields.records("gemms", readGemm) } : {}),
    ...(fields.has("usefulMacs") ? { usefulMacs: fields.integer("usefulMacs", 0) } : {}),
    ...(fields.has("elements") ? { elements: fields.integer("elements", 1) } : {}),
    reads: fields.textList("reads"),
    writes: fields.textList("writes"),
    after: fields.integers("after", 0),
  };
  fields.finish();
  if ((op.gemms === undefined) === (op.elements === undefined)) {
    throw invalid(fields.path, op.name, "either gemms or a number of elements");
  }
  const hasProducts = op.pass === "fprop" || op.pass === "dgrad" || op.pass === "wgrad";
  if (op.gemms !== undefined && !hasProducts) throw invalid(`${fields.path}.gemms`, op.gemms, `none in the pass ${op.pass}`);
  if (op.usefulMacs !== undefined && op.gemms === undefined) throw invalid(`${fields.path}.usefulMacs`, op.usefulMacs, "none without gemms");
  return op;
}

function readGemm(fields: FieldReader): GemmShape {
  const gemm = { m: fields.integer("m", 1), n: fields.integer("n", 1), k: fields.integer("k", 1), count: fields.integer("count", 1) };
  fields.finish();
  return gemm;
}
