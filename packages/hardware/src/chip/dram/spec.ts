import type { ChoiceParameter } from "@lnsim/contracts";

/** Which devices the defaults of the other parameters are those of. */
export const dramKindParameter = {
  type: "choice",
  choices: ["hbm2", "ddr4", "lpddr4"],
  default: "hbm2",
  description: "The devices whose figures are the defaults of the others.",
} as const satisfies ChoiceParameter;

/** A kind of device: see {@link dramKindParameter}. */
export type DramKind = (typeof dramKindParameter)["choices"][number];

/** Figures of one kind of device, all channels equal. Times in ns; rates in bytes per ns and channel. */
export interface DramFigures {
  readonly channels: number;
  readonly banks: number;
  readonly rowBytes: number;
  readonly burstBytes: number;
  readonly bytesPerNs: number;
  readonly interleaveBytes: number;
  readonly tRcdNs: number;
  readonly tRpNs: number;
  readonly tClNs: number;
  readonly tRasNs: number;
  readonly tRcNs: number;
  readonly tRefiNs: number;
  readonly tRfcNs: number;
  readonly capacityBytes: number;
}
