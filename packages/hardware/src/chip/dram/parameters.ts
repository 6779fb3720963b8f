import type { NumberParameter, ParameterDeclarations, ParameterValues } from "@lnsim/contracts";
import { dramRecords } from "./figures.ts";
import { dramKindParameter, type DramFigures, type DramKind } from "./spec.ts";
import { maximumBanks, maximumLookAhead } from "./state.ts";

/** The parameters of DRAM with the figures of a kind of device as defaults; `dramRecords` says where each is from. */
export function dramParameters(kind: DramKind) {
  const { figures, sources } = dramRecords[kind];
  return {
    kind: { ...dramKindParameter, default: kind },
    ...organisation(figures),
    ...timings(figures, sources),
    ...policies,
    capacityBytes: integer(figures.capacityBytes, 1, Number.MAX_SAFE_INTEGER, "byte", "Capacity of all channels together."),
    capacity: {
      type: "choice",
      choices: ["checked", "unbounded"],
      default: "checked",
      description: "Whether a trace that does not fit is refused; unbounded memory is reported as such.",
    },
  } as const satisfies ParameterDeclarations;
}

/** Values of {@link dramParameters}. */
export type DramValues = ParameterValues<ReturnType<typeof dramParameters>>;

function organisation(figures: DramFigures) {
  return {
    channels: integer(figures.channels, 1, 64, "channel", "Channels, each with a data bus and banks of its own."),
    banks: integer(figures.banks, 1, maximumBanks, "bank", "Banks of a channel; consecutive rows lie in consecutive banks."),
    rowBytes: integer(figures.rowBytes, 64, 1048576, "byte", "Bytes of a row, over all devices of a channel."),
    burstBytes: integer(figures.burstBytes, 8, 4096, "byte", "Bytes of a burst, the least that is read or written."),
    bytesPerNs: { type: "number", default: figures.bytesPerNs, minimum: 0.001, maximum: 100000, unit: "byte/ns", description: "Peak rate of one channel." },
    interleaveBytes: integer(figures.interleaveBytes, 8, 1073741824, "byte", "Bytes that go to one channel before the next one's turn."),
  } as const satisfies ParameterDeclarations;
}

function timings(figures: DramFigures, sources: readonly string[]) {
  const ns = (value: number, description: string): NumberParameter => ({ type: "number", default: value, minimum: 0, maximum: 1e6, unit: "ns", description });
  return {
    tRcdNs: ns(figures.tRcdNs, `From an activate to the first column access of the row. Sources of the timings: ${sources.join(" ")}`),
    tRpNs: ns(figures.tRpNs, "From a precharge to the next activate of the bank."),
    tClNs: ns(figures.tClNs, "From a column access to its first data, for reads and for writes."),
    tRasNs: ns(figures.tRasNs, "From an activate to the precharge of the row, at least."),
    tRcNs: ns(figures.tRcNs, "From an activate to the next one of the bank, at least."),
    tRefiNs: ns(figures.tRefiNs, "Average time between two refreshes of all banks."),
    tRfcNs: ns(figures.tRfcNs, "Time of a refresh of all banks; 0: nothing is ever refreshed."),
    controllerNs: ns(20, "From the last data of a transfer to the end that the DMA engine sees, at least a cycle; assumed: 10 ns each way, the defaults of gem5's memory controller."),
  } as const satisfies ParameterDeclarations;
}

const policies = {
  page: { type: "choice", choices: ["open", "closed"], default: "closed", description: "Whether a row stays open after use, or is closed at once." },
  lookAhead: integer(4, 1, maximumLookAhead, "entry", "Row accesses that are decided on, and have their row activated, before their data moves."),
  ageCap: integer(4, 0, 1048576, "entry", "Row hits that may overtake an older row access."),
  refreshSync: {
    type: "choice",
    choices: ["tile", "op", "free"],
    default: "tile",
    description:
      "What refreshes keep step with: every op begins with one, which restarts the interval (op), and so does a tile when no more than a quarter of the interval is left (tile); or with nothing (free).",
  },
} as const satisfies ParameterDeclarations;

function integer<U extends "byte" | "bank" | "channel" | "entry">(value: number, minimum: number, maximum: number, unit: U, description: string) {
  return { type: "integer", default: value, minimum, maximum, unit, description } as const;
}
