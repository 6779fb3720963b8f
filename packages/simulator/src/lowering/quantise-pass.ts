import type { VectorOp } from "@lnsim/hardware";
import type { StoredTensors } from "./stored-tensors.ts";

/** Reads what waits in the spill format and writes its codes. */
export function quantisePass(tensors: StoredTensors, tensor: string, place: Pick<VectorOp, "name" | "pass" | "after">): Omit<VectorOp, "id"> {
  const elements = tensors.elements(tensor);
  const stages = [{ operation: "quantise", elements }] as const;
  return { kind: "vector", ...place, name: `${place.name}[quantise]`, stages, elements, reads: [tensors.values(tensor)], writes: [tensors.codes(tensor)] };
}
