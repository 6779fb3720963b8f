import type { RecordedOp } from "@lnsim/recording";

/** The same op of two runs; null where one has it alone. */
export interface OpPair {
  readonly a: RecordedOp | null;
  readonly b: RecordedOp | null;
}

/** Pairs ops by name and pass, the first with the first where several have the same; in the order of the first run, then what the second has alone. */
export function alignedOps(a: readonly RecordedOp[], b: readonly RecordedOp[]): readonly OpPair[] {
  const waiting = new Map<string, RecordedOp[]>();
  for (const op of b) {
    const key = keyOf(op);
    const others = waiting.get(key);
    if (others === undefined) waiting.set(key, [op]);
    else others.push(op);
  }
  const pairs = a.map((op): OpPair => ({ a: op, b: waiting.get(keyOf(op))?.shift() ?? null }));
  const alone = new Set([...waiting.values()].flat());
  return [...pairs, ...b.filter((op) => alone.has(op)).map((op): OpPair => ({ a: null, b: op }))];
}

function keyOf({ name, pass }: RecordedOp): string {
  return `${pass} ${name}`;
}
