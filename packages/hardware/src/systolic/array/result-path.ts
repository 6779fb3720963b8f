import type { FoldProtocol } from "./protocol.ts";

/** The way of results from the PEs to their memory: registers, then a queue. Counts only. */
export class ResultPath {
  readonly #registers: Float64Array;
  readonly #takesHalf: boolean;
  #queued = 0;
  #inRegisters = 0;
  /** Results that have left. */
  taken = 0;

  constructor({ resultRegisters, takesHalf }: FoldProtocol) {
    this.#registers = new Float64Array(resultRegisters);
    this.#takesHalf = takesHalf;
  }

  get isEmpty(): boolean {
    return this.#queued === 0 && this.#inRegisters === 0;
  }

  /** One cycle: `results` leave the PEs, what stands in the last register joins the queue, the memory takes its share. */
  step(results: number): void {
    this.#queued += this.#shift(results);
    const taken = this.#takesHalf ? Math.ceil(this.#queued / 2) : this.#queued;
    this.#queued -= taken;
    this.taken += taken;
  }

  #shift(results: number): number {
    const registers = this.#registers;
    if (registers.length === 0) return results;
    const leaving = registers[registers.length - 1]!;
    registers.copyWithin(1, 0);
    registers[0] = results;
    this.#inRegisters += results - leaving;
    return leaving;
  }
}
