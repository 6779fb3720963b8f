import { invalid, type FieldReader } from "./field-reader.ts";
import { passes, type GemmShape, type TraceOp } from "./schema.ts";

/** Checks one decoded op: it has a matrix product or a number of elements, never both. */
export function readOp(fields: FieldReader): TraceOp {
  const op: TraceOp = {
    id: fields.integer("id", 0),
    name: fields.text("name"),
    layer: fields.text("layer"),
    pass: fields.choice("pass", passes),
    ...(fields.has("gemm") ? { gemm: readGemm(fields.record("gemm")) } : {}),
    ...(fields.has("elements") ? { elements: fields.integer("elements", 1) } : {}),
    ...(fields.has("a") ? { a: fields.text("a") } : {}),
    ...(fields.has("b") ? { b: fields.text("b") } : {}),
    ...(fields.has("out") ? { out: fields.text("out") } : {}),
    ...(fields.has("activation") ? { activation: fields.choice("activation", ["relu", "none"]) } : {}),
    ...(fields.has("bias") ? { bias: fields.flag("bias") } : {}),
    after: fields.integers("after", 0),
  };
  fields.finish();
  if ((op.gemm === undefined) === (op.elements === undefined)) {
    throw invalid(fields.path, op.name, "either a gemm or a number of elements");
  }
  return op;
}

function readGemm(fields: FieldReader): GemmShape {
  const gemm = { m: fields.integer("m", 1), n: fields.integer("n", 1), k: fields.integer("k", 1) };
  fields.finish();
  return gemm;
}
