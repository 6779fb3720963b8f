import type { DramFigures, DramKind } from "./spec.ts";

/** What the devices of a kind do, and where each figure is from. */
export interface DramRecord {
  readonly figures: DramFigures;
  /** One sentence per group of figures. */
  readonly sources: readonly string[];
}

const gibibyte = 2 ** 30;

/** How bytes go round the channels is a choice of the memory controller, not of the device: see `interleaveBytes`. */
const interleaveBytes = 256;
const interleaveSource = "interleaveBytes: assumed; typical of GPU memory controllers.";

/**
 * The devices that presets and defaults use. Timings of JEDEC devices are minima of a speed bin; where a figure is not
 * in a standard that can be cited by bin, its source says so.
 */
export const dramRecords: Readonly<Record<DramKind, DramRecord>> = {
  hbm2: {
    figures: {
      channels: 8,
      banks: 16,
      rowBytes: 2048,
      burstBytes: 64,
      bytesPerNs: 32,
      interleaveBytes,
      tRcdNs: 16,
      tRpNs: 16,
      tClNs: 16,
      tRasNs: 29,
      tRcNs: 45,
      tRefiNs: 3900,
      tRfcNs: 350,
      capacityBytes: 8 * gibibyte,
    },
    sources: [
      "Organisation: JESD235A, legacy mode: one stack of 8 channels of 128 bit at 2 Gb/s, burst length 4, 16 banks, 2 KiB pages; 8 Gb a channel.",
      "tRCD, tRP, tCL, tRAS, tRC: O'Connor et al., Fine-Grained DRAM, MICRO 2017, table of HBM2 timings; tRP as tRC - tRAS.",
      "tREFI: JESD235A. tRFC: typical of 8 Gb a channel, as Ramulator 1.0 has it (Kim et al., CAL 2015).",
      interleaveSource,
    ],
  },
  ddr4: {
    figures: {
      channels: 2,
      banks: 16,
      rowBytes: 8192,
      burstBytes: 64,
      bytesPerNs: 25.6,
      interleaveBytes,
      tRcdNs: 13.75,
      tRpNs: 13.75,
      tClNs: 13.75,
      tRasNs: 32,
      tRcNs: 45.75,
      tRefiNs: 7800,
      tRfcNs: 350,
      capacityBytes: 16 * gibibyte,
    },
    sources: [
      "Organisation: two 64-bit channels of eight x8 8 Gb devices, one rank: 16 banks, 1 KiB pages times 8 devices, burst length 8 (JESD79-4).",
      "tRCD, tRP, tCL, tRAS, tRC: JESD79-4, speed bin DDR4-3200AA (22-22-22 at 0.625 ns).",
      "tREFI, tRFC: JESD79-4, up to 85 C; tRFC1 of 8 Gb devices.",
      interleaveSource,
    ],
  },
  lpddr4: {
    figures: {
      channels: 4,
      banks: 8,
      rowBytes: 2048,
      burstBytes: 32,
      bytesPerNs: 6.4,
      interleaveBytes,
      tRcdNs: 18,
      tRpNs: 18,
      tClNs: 17.5,
      tRasNs: 42,
      tRcNs: 60,
      tRefiNs: 3904,
      tRfcNs: 280,
      capacityBytes: 4 * gibibyte,
    },
    sources: [
      "Organisation: four 16-bit channels at 3200 Mb/s, burst length 16, 8 banks, 2 KiB pages; 8 Gb a channel (JESD209-4).",
      "tRCD, tRP (per bank), tRAS: JESD209-4, core timings; tRC = tRAS + tRP; tCL: read latency 28 at 0.625 ns (without data bus inversion).",
      "tREFI, tRFC (all banks, 8 Gb a channel): JESD209-4.",
      interleaveSource,
    ],
  },
};
