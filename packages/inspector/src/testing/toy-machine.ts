import type { BlockLayout, CountEvent, LinkLayout, RecordedOp } from "@lnsim/recording";
import type { CycleByCycle } from "./naive-timeline.ts";

const idle = { name: "idle", class: "idle" } as const;

function work(name: string) {
  return { name, class: "work" } as const;
}

function stall(name: string, cause: string, port?: string) {
  return { name, class: "stall", cause, ...(port !== undefined && { port }) } as const;
}

function block(name: string, kind: string, activities: BlockLayout["activities"], counters: readonly string[]): BlockLayout {
  return { name, kind, activities, counters, notes: [] };
}

/** A machine of two PEs behind a memory: small enough to be stepped by a few lines, with stalls that have reasons. */
const blocks: readonly BlockLayout[] = [
  block("sequencer", "sequencer", [work("issue"), stall("wait", "dependency", "done"), idle], ["orders"]),
  block("dram0", "dram", [work("burst"), stall("refresh", "refresh"), stall("full", "store", "data"), idle], ["bursts"]),
  block("dma.load", "dma", [work("transfer"), stall("memory", "memory", "data"), stall("room", "NoC", "out0"), idle], ["words"]),
  block("gb.bank[0]", "bank", [work("read"), stall("blocked", "bank conflict", "out"), idle], ["reads"]),
  block("gb.bank[1]", "bank", [work("read"), stall("blocked", "bank conflict", "out"), idle], ["reads"]),
  block("pe0.mac", "vectorMac", [work("multiply"), stall("memory", "memory", "vectors"), stall("drain", "drain", "results"), idle], ["mac"]),
  block("pe0.collector", "collector", [work("accumulate"), work("drain"), idle], ["saturations", "rows"]),
  block("pe1.mac", "vectorMac", [work("multiply"), stall("memory", "memory", "vectors"), stall("drain", "drain", "results"), idle], ["mac"]),
  block("pe1.collector", "collector", [work("accumulate"), work("drain"), idle], ["saturations", "rows"]),
];

const links: readonly LinkLayout[] = [
  link([1, "data"], [2, "data"], 8),
  link([2, "out0"], [3, "in"], 6),
  link([2, "out1"], [4, "in"], 6),
  link([3, "out"], [5, "vectors"], 4),
  link([4, "out"], [7, "vectors"], 4),
  link([5, "results"], [6, "results"], 4),
  link([7, "results"], [8, "results"], 4),
  link([6, "done"], [0, "done"], 2),
];

function link(from: readonly [number, string], to: readonly [number, string], capacity: number): LinkLayout {
  return { from: { block: from[0], port: from[1] }, to: { block: to[0], port: to[1] }, capacity, latencyCycles: 1 };
}

/** Name, pass, shape, vectors per PE, and cycles that a result takes to leave. */
const program = [
  ["conv1", "fprop", "gemm 64 x 32 x 27", 400, 1],
  ["conv2", "fprop", "gemm 128 x 64 x 288", 700, 1],
  ["loss", "loss", "softmax 32 x 10", 60, 1],
  ["conv2", "dgrad", "gemm 288 x 64 x 128", 600, 2],
  ["conv2", "wgrad", "gemm 128 x 288 x 64", 500, 5],
  ["conv1", "wgrad", "gemm 64 x 27 x 32", 300, 3],
  ["update", "update", "2,048 weights", 150, 1],
] as const;

/** Runs the toy for its seven ops, or with another time that results of the wgrad passes take to leave. */
export function runToy(wgradDrainCycles = 5): { readonly data: CycleByCycle; readonly ops: readonly RecordedOp[] } {
  const toy = new Toy();
  const ops: RecordedOp[] = [];
  for (const [name, pass, shape, vectors, drainCycles] of program) {
    const from = toy.cycle;
    toy.runOp(vectors, pass === "wgrad" ? Math.ceil((drainCycles * wgradDrainCycles) / 5) : drainCycles);
    ops.push({ name, pass, shape, from, to: toy.cycle });
  }
  return { data: toy.data(), ops };
}

class Toy {
  cycle = 0;
  private readonly activities: number[][] = blocks.map(() => []);
  private readonly levels: number[][] = links.map(() => []);
  private readonly sent: number[][] = links.map(() => []);
  private readonly counts: CountEvent[][] = blocks.map(() => []);
  private readonly level = links.map(() => 0);
  private readonly draining = [0, 0];
  private toDraw = 0;
  private turn = 0;
  private readonly left = [0, 0];

  runOp(vectors: number, drainCycles: number): void {
    this.toDraw = 2 * vectors;
    this.left.fill(vectors);
    while (this.left[0] > 0 || this.left[1] > 0 || this.level.some((level) => level > 0)) this.step(drainCycles);
  }

  private step(drainCycles: number): void {
    const moves = links.map(() => 0);
    this.act(0, this.level[7] > 0 ? (this.take(7), this.count(0, 0), 0) : this.left[0] + this.left[1] > 0 ? 1 : 2);
    this.act(1, this.dram(moves));
    this.act(2, this.dma(moves));
    for (const bank of [0, 1]) this.act(3 + bank, this.bank(bank, moves));
    for (const pe of [0, 1]) {
      this.act(5 + 2 * pe, this.mac(pe, moves));
      this.act(6 + 2 * pe, this.collector(pe, drainCycles, moves));
    }
    for (const [index, move] of moves.entries()) {
      this.level[index] += move;
      this.levels[index].push(this.level[index]);
      this.sent[index].push(move);
    }
    this.cycle++;
  }

  private act(place: number, activity: number): void {
    this.activities[place].push(activity);
  }

  private take(index: number): void {
    this.level[index]--;
  }

  private count(place: number, counter: number): void {
    this.counts[place].push({ cycle: this.cycle, counter, n: 1 });
  }

  private hasRoom(index: number): boolean {
    return this.level[index] < links[index].capacity;
  }

  private dram(moves: number[]): number {
    if (this.toDraw === 0) return 3;
    if (this.cycle % 400 >= 370) return 1;
    if (!this.hasRoom(0)) return 2;
    this.toDraw--;
    moves[0]++;
    this.count(1, 0);
    return 0;
  }

  private dma(moves: number[]): number {
    if (this.level[0] === 0) return this.toDraw > 0 ? 1 : 3;
    const out = 1 + this.turn;
    if (!this.hasRoom(out)) return 2;
    this.take(0);
    moves[out]++;
    this.turn = 1 - this.turn;
    this.count(2, 0);
    return 0;
  }

  private bank(bank: number, moves: number[]): number {
    if (this.level[1 + bank] === 0) return 2;
    if (!this.hasRoom(3 + bank)) return 1;
    this.take(1 + bank);
    moves[3 + bank]++;
    this.count(3 + bank, 0);
    return 0;
  }

  private mac(pe: number, moves: number[]): number {
    const place = 5 + 2 * pe;
    if (this.left[pe] === 0) return 3;
    if (this.level[3 + pe] === 0) return 1;
    if (this.left[pe] % 4 === 0 && !this.hasRoom(5 + pe)) return 2;
    this.take(3 + pe);
    if (this.left[pe]-- % 4 === 0) moves[5 + pe]++;
    this.count(place, 0);
    return 0;
  }

  private collector(pe: number, drainCycles: number, moves: number[]): number {
    const place = 6 + 2 * pe;
    if (this.draining[pe] > 0) {
      if (--this.draining[pe] === 0 && pe === 0 && this.left[0] % 64 === 0 && this.hasRoom(7)) moves[7]++;
      return 1;
    }
    if (this.level[5 + pe] === 0) return 2;
    this.take(5 + pe);
    this.draining[pe] = 4 * drainCycles - 3;
    this.count(place, 1);
    if (this.cycle % 97 === 0) this.count(place, 0);
    return 0;
  }

  data(): CycleByCycle {
    return {
      layout: { blocks, links },
      cycles: this.cycle,
      activities: this.activities.map((row) => Uint8Array.from(row)),
      levels: this.levels.map((row) => Float64Array.from(row)),
      sent: this.sent.map((row) => Float64Array.from(row)),
      counts: this.counts,
    };
  }
}
