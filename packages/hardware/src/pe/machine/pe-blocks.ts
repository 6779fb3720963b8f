/** Block numbers of a PE with its memory. */
export interface PeBlocks {
  readonly sequencer: number;
  readonly memory: number;
  readonly bufferA: number;
  readonly bufferB: number;
  readonly laneRegisters: number;
  readonly vectorMac: number;
  readonly collector: number;
  readonly ppu: number;
  readonly updateUnit: number;
}
