import type { GemmPass } from "./pass.ts";

/** What a stored tensor is for; each role has a number format of its own. */
export type TensorRole = "weights" | "activations" | "gradients" | "weightGradients";

/** Which tensors a matrix product reads from buffer A and buffer B, and what it makes. */
export interface GemmRoles {
  readonly a: TensorRole;
  readonly b: TensorRole;
  readonly out: TensorRole;
}

/**
 * The tensor map of the reference PE: fprop A = weights, B = inputs; dgrad A = weights (transposed), B = output
 * gradients; wgrad A = inputs, B = output gradients.
 */
export const rolesByPass: { readonly [pass in GemmPass]: GemmRoles } = {
  fprop: { a: "weights", b: "activations", out: "activations" },
  dgrad: { a: "weights", b: "gradients", out: "gradients" },
  wgrad: { a: "activations", b: "gradients", out: "weightGradients" },
};
