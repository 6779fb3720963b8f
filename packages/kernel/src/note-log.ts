import { StateReader } from "./fast-forward/canonical-state.ts";
import { GrowingNumbers } from "./fast-forward/growing-numbers.ts";
import type { Kernel } from "./kernel.ts";
import { toAbsolute, toRelative } from "./fast-forward/relative.ts";
import type { NoteRole } from "./role.ts";
import { type StatePlan, planState } from "./fast-forward/state-plan.ts";

/** Something a block noted. */
export interface NoteRecord {
  readonly block: number;
  /** Its name, as declared. */
  readonly note: string;
  /** The cycle in which it was noted. */
  readonly cycle: number;
  readonly fields: Readonly<Record<string, number>>;
  /** Counters and activities of the whole machine at the end of that cycle, placed as `totalPlaces` says; null where not asked for. */
  readonly totals: Float64Array | null;
}

/** A note of a block, prepared. */
interface NotePlan {
  readonly name: string;
  readonly fields: readonly string[];
  readonly roles: readonly NoteRole[];
  readonly hasTotals: boolean;
}

// A record: how long it is, block, note, cycle, four numbers, totals.
const blockAt = 1;
const noteAt = 2;
const cycleAt = 3;
const fieldsAt = 4;
const totalsAt = 8;

/** What blocks noted, in the order of cycles, then blocks. It grows until it is taken. */
export class NoteLog {
  private readonly kernel: Kernel;
  private readonly plans: readonly (readonly NotePlan[])[];
  private records = new GrowingNumbers();
  /** Numbers that were taken away before those in `records`. */
  private taken = 0;
  /** Where the records of the current cycle begin. */
  private cycleFrom = 0;
  private reader: { readonly plan: StatePlan; readonly states: StateReader } | null = null;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.plans = kernel.machine.blocks.map(({ kind }) =>
      Object.entries(kind.shape.declaration.notes ?? {}).map(([name, { fields = {}, totals = false }]) => ({
        name,
        fields: Object.keys(fields),
        roles: Object.values(fields),
        hasTotals: totals,
      })),
    );
  }

  /** Whether a block declares a note of that number. */
  knows(block: number, note: number): boolean {
    return this.plans[block]![note] !== undefined;
  }

  /** Appends a record; its totals are filled in by {@link close}. */
  add(block: number, note: number, numbers: readonly [number, number, number, number]): void {
    const { records, kernel } = this;
    const totals = this.plans[block]![note]!.hasTotals ? this.totalsLength() : 0;
    const header = [totalsAt + totals, block, note, kernel.now, ...numbers];
    for (const number of header) records.push(number);
    for (let index = 0; index < totals; index++) records.push(0);
  }

  /** After a cycle: puts its records in the order of blocks, and the totals into them. Returns whether there are any. */
  close(): boolean {
    const { records } = this;
    if (records.length === this.cycleFrom) return false;
    const ofCycle = [...this.places(this.cycleFrom)].map((at) => records.numbers.slice(at, at + records.numbers[at]!));
    ofCycle.sort((a, b) => a[blockAt]! - b[blockAt]!);
    records.length = this.cycleFrom;
    const totals = ofCycle.some((record) => record.length > totalsAt) ? this.states().states.readTotals() : null;
    for (const record of ofCycle) {
      if (record.length > totalsAt) record.set(totals!, totalsAt);
      records.append(record);
    }
    this.cycleFrom = records.length;
    return true;
  }

  /** All records since they were last taken; they leave the log. */
  take(): readonly NoteRecord[] {
    const list = [...this.places(0)].map((at) => this.read(at));
    this.taken += this.records.length;
    this.records = new GrowingNumbers();
    this.cycleFrom = 0;
    return list;
  }

  /** Where the log ends, for {@link since}. */
  mark(): number {
    return this.taken + this.records.length;
  }

  /** The records since a mark, relative to the cycle, position and totals of that time; null when they were taken. */
  since(start: { readonly notes: number; readonly cycle: number; readonly position: number; readonly totals: Float64Array }): Float64Array | null {
    if (start.notes < this.taken) return null;
    const from = start.notes - this.taken;
    const copy = this.records.numbers.slice(from, this.records.length);
    for (const at of this.places(from)) {
      const record = copy.subarray(at - from, at - from + this.records.numbers[at]!);
      record[cycleAt]! -= start.cycle;
      this.rolesOf(record).forEach((role, field) => (record[fieldsAt + field] = toRelative(role, record[fieldsAt + field]!, { now: start.cycle, position: start.position })));
      for (let index = totalsAt; index < record.length; index++) record[index]! -= start.totals[index - totalsAt]!;
    }
    return copy;
  }

  /** Appends what {@link since} gave, relative to the kernel's current cycle, position and totals, which are open. */
  repeat(kernel: Kernel, relative: Float64Array): void {
    const { records } = this;
    for (let from = 0; from < relative.length; from += relative[from]!) {
      const record = relative.slice(from, from + relative[from]!);
      record[cycleAt]! += kernel.now;
      this.rolesOf(record).forEach((role, field) => (record[fieldsAt + field] = toAbsolute(role, record[fieldsAt + field]!, kernel)));
      if (record.length > totalsAt) this.addTotals(kernel, record);
      records.append(record);
    }
    this.cycleFrom = records.length;
  }

  /** Drops what was noted in `cycle` or later: time went back. */
  dropFrom(cycle: number): void {
    for (const at of this.places(0)) {
      if (this.records.numbers[at + cycleAt]! < cycle) continue;
      this.records.length = at;
      break;
    }
    this.cycleFrom = this.records.length;
  }

  private addTotals({ state, ledger }: Kernel, record: Float64Array): void {
    const { counters } = this.states().plan;
    for (let index = 0; index < counters.length; index++) record[totalsAt + index]! += state[counters[index]!]!;
    for (let index = 0; index < ledger.cycles.length; index++) record[totalsAt + counters.length + index]! += ledger.cycles[index]!;
  }

  private read(at: number): NoteRecord {
    const record = this.records.numbers.slice(at, at + this.records.numbers[at]!);
    const plan = this.plans[record[blockAt]!]![record[noteAt]!]!;
    return {
      block: record[blockAt]!,
      note: plan.name,
      cycle: record[cycleAt]!,
      fields: Object.fromEntries(plan.fields.map((name, field) => [name, record[fieldsAt + field]!])),
      totals: plan.hasTotals ? record.slice(totalsAt) : null,
    };
  }

  private rolesOf(record: Float64Array): readonly NoteRole[] {
    return this.plans[record[blockAt]!]![record[noteAt]!]!.roles;
  }

  private *places(from: number): Generator<number> {
    const { records } = this;
    for (let at = from; at < records.length; at += records.numbers[at]!) yield at;
  }

  private totalsLength(): number {
    return this.states().plan.counters.length + this.kernel.ledger.cycles.length;
  }

  private states() {
    if (this.reader === null) {
      const plan = planState(this.kernel.machine);
      this.reader = { plan, states: new StateReader(this.kernel, plan) };
    }
    return this.reader;
  }
}
