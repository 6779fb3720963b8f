/** The passes of a training step, in the order of every report and sum. */
export const passes = ["fprop", "loss", "dgrad", "wgrad", "update"] as const;

export type Pass = (typeof passes)[number];

/** Which operands a pass feeds to the multiply-accumulate: activations times weights, or gradients. */
export function operandsOf(pass: Pass): "forward" | "gradient" {
  return pass === "fprop" || pass === "loss" ? "forward" : "gradient";
}
