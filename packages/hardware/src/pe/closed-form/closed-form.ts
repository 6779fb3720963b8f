import type { PeDescription } from "../../description/description.ts";
import type { Op } from "../../workload/operation.ts";
import { gemmForm } from "./gemm-form.ts";
import { updateForm, vectorForm } from "./pass-form.ts";
import type { ClosedForm } from "./term.ts";

/** The cycles of an op alone on the machine, by formula: equal to the simulation, to the cycle, when memory keeps up. */
export function closedForm(description: PeDescription, op: Op): ClosedForm {
  if (op.kind === "gemm") return gemmForm(description, op);
  return op.kind === "vector" ? vectorForm(description, op) : updateForm(description, op);
}
