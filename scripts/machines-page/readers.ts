/** Which machines look at a section of a description. */
const readers: Readonly<Record<string, string>> = {
  "": "All machines. A PE alone has `local-a` and refuses the others. On a chip of PEs it decides in which orders tiles may be walked; a systolic array, alone or on a chip, has the last three.",
  clock: "Chips.",
  array: "`kind`: all machines. The others: systolic arrays, alone or on a chip.",
  pe: "PEs, alone or on a chip.",
  bufferA: "PEs, alone or on a chip.",
  bufferB: "PEs, alone or on a chip.",
  vectorMac: "PEs, alone or on a chip.",
  collector: "PEs, alone or on a chip.",
  ppu: "All machines; of the passes beside a systolic array only the rates count, with the array's columns for `width`.",
  update: "PEs, alone or on a chip; beside a systolic array only `elementsPerCycle` counts. `weightView`: all but a systolic array alone, which has no memory to load weights from.",
  memory: "`kind`: all machines, `hierarchy` makes a chip. The rates: a PE alone; a systolic array alone never waits for memory.",
  grid: "Chips of PEs.",
  noc: "Chips of PEs.",
  globalBuffer: "Chips.",
  dma: "Chips.",
  mapping: "Chips.",
  sequencer: "`overlap`: a PE alone and chips. `outstandingLoads`: a PE alone. A systolic array alone does one op after the other.",
  dram: "Chips.",
  numerics: "All machines.",
  "numerics.scale": "All machines. PEs have one scale a tensor, or one for each of the vectors that they sum (`vector`, as many elements as `pe.vectorSize`), stored beside the codes; others are for accuracy only.",
  "numerics.datapath": "All machines. A format declares its datapath; these are the parameters that `lns8` declares, `lnsim format show NAME` prints those of others.",
  "numerics.backwardDatapath": "As `numerics.datapath`, for dgrad and wgrad; what is not set is as in that.",
  training: "All machines.",
  energy: "All machines.",
};

/** What is said of a section in front of its table. @throws Error for a section of which nothing is said yet. */
export function readersOf(section: string): string {
  const text = readers[section];
  if (text === undefined) throw new Error(`say in scripts/machines-page/readers.ts which machines read the section "${section}"`);
  return text;
}
