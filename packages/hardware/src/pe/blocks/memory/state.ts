import { declareBlock } from "@lnsim/kernel";
import { fillWords, loadWords, maskWords, readWords, writeWords, writtenWords } from "../messages.ts";
import { perPass } from "../../../workload/per-pass.ts";

/**
 * The ideal memory: a read and a write channel, each at its rate; what is left of a cycle after one transfer serves the
 * next. Reads are served as they come, those of one cycle in the order A, B, masks, PPU, update unit. Of writes that wait
 * for the channel the PPU's go first, so that an update does not hold up the collector.
 * Simplified: an ideal memory, two channels of a given rate and a latency; no banks, rows or refresh, no limit of capacity.
 */
export const memoryShape = declareBlock({
  kind: "memory",
  ports: {
    loadA: { direction: "in", words: loadWords },
    loadB: { direction: "in", words: loadWords },
    loadMask: { direction: "in", words: maskWords },
    ppuRead: { direction: "in", words: readWords },
    updateRead: { direction: "in", words: readWords },
    ppuWrite: { direction: "in", words: writeWords },
    updateWrite: { direction: "in", words: writeWords },
    dataA: { direction: "out", words: fillWords },
    dataB: { direction: "out", words: fillWords },
    /** One token per slice, a cycle before it is in its buffer. */
    arrivedA: { direction: "out" },
    arrivedB: { direction: "out" },
    maskData: { direction: "out" },
    arrivedMask: { direction: "out" },
    ppuData: { direction: "out" },
    updateData: { direction: "out" },
    /** One cycle before the write is over. */
    ppuWritten: { direction: "out", words: writtenWords },
    updateWritten: { direction: "out", words: writtenWords },
  },
  state: {
    readRate: "parameter",
    writeRate: "parameter",
    /** Cycle in which a channel has bytes left, and how many of that cycle's are taken. */
    readCycle: "deadline",
    readTaken: "value",
    writeCycle: "deadline",
    writeTaken: "value",
    /** Cycles in which a channel moves bytes: from … until. */
    readFrom: "deadline",
    readUntil: "deadline",
    writeFrom: "deadline",
    writeUntil: "deadline",
  },
  activities: {
    idle: { class: "idle" },
    read: { class: "work" },
    write: { class: "work" },
    "read and write": { class: "work" },
  },
  counters: [
    ...perPass("readA"),
    ...perPass("readB"),
    ...perPass("readMask"),
    ...perPass("readPpu"),
    ...perPass("readUpdate"),
    ...perPass("writePpu"),
    ...perPass("writeUpdate"),
    "delivered bits",
  ],
});
