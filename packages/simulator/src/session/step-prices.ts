import type { OpenMachine } from "@lnsim/hardware";
import type { MachineValues } from "../machine/machine-tree.ts";
import { priceRun } from "../run/energy.ts";
import type { StepArithmetic } from "./step-arithmetic.ts";

/** What the counters of a step's blocks stand for, priced as a run prices them. */
export class StepPrices {
  private readonly values: MachineValues;
  private readonly computes: StepArithmetic;
  private readonly machine: Pick<OpenMachine, "actionsCounted">;
  private readonly known = new Map<string, number | null>();

  constructor(values: MachineValues, computes: StepArithmetic, machine: Pick<OpenMachine, "actionsCounted">) {
    this.values = values;
    this.computes = computes;
    this.machine = machine;
  }

  /** Picojoules of one count, with glitches; null without a price. */
  of(block: string, counter: string): number | null {
    const key = `${block} ${counter}`;
    let price = this.known.get(key);
    if (price === undefined) this.known.set(key, (price = this.find(block, counter)));
    return price;
  }

  private find(block: string, counter: string): number | null {
    const counts = this.machine.actionsCounted(block, counter);
    if (counts.length === 0) return null;
    const { arithmetic, optimizer } = this.computes;
    const { energy } = priceRun({ values: this.values, datapath: arithmetic.datapaths.fprop, operandBits: arithmetic.weights.bits, optimizer, counts, cycles: 0 });
    return energy === null || energy.byBlock.length === 0 ? null : energy.dynamicPj.high;
  }
}
