import { MachineBuilder, declareBlock, defineBlock, type Kernel } from "@lnsim/kernel";
const shape = declareBlock({ kind: "minimal", state: { x: "value", s0: "value", s1: "value", s2: "value", hash: "value" }, activities: { idle: { class: "idle" } } });
const { x: X, s0: S0, s1: S1, s2: S2, hash: HASH } = shape.slot;
function wake(kernel: Kernel, block: number): void {
  const state = kernel.state;
  const base = kernel.base(block);
  let v = state[base + X]! | 0;
  v ^= v << 13; v ^= v >>> 17; v ^= v << 5;
  state[base + X] = v;
  switch (v & 3) {
    case 0: state[base + S0] = (state[base + S0]! + 1) | 0; break;
    case 1: state[base + S1] = (state[base + S1]! + state[base + S0]!) | 0; break;
    case 2: state[base + S2] = (state[base + S2]! | 0) ^ (state[base + S1]! | 0); break;
    default: state[base + S0] = state[base + S2]! & 255;
  }
  const now = kernel.now;
  state[base + HASH] = Math.imul((state[base + HASH]! | 0) ^ (Math.imul(now, 31) + (state[base + S2]! | 0)), 16777619);
  kernel.wakeAt(block, now + 1 + ((v >>> 8) & 63));
}
const kind = defineBlock(shape, wake);
function run(n: number, cycles: number) {
  const b = new MachineBuilder();
  for (let c = 0; c < n; c++) b.add({ name: `c${c}`, kind, initial: { x: Math.imul(c + 1, 2654435761), hash: 2166136261 | 0 } });
  const k = b.build({ mode: "burst" });
  const t = process.hrtime.bigint();
  k.run({ until: cycles });
  const s = Number(process.hrtime.bigint() - t) * 1e-9;
  let h = 2166136261 | 0;
  for (let c = 0; c < n; c++) h = Math.imul(h ^ k.state[k.base(c) + HASH]!, 16777619);
  return `${n} ${(k.events / s / 1e6).toFixed(1)} Mev/s ${(h >>> 0).toString(16)} ${k.events}`;
}
for (let i = 0; i < 25; i++) { console.log(run(64, 2000000)); console.log(run(256, 500000)); }
