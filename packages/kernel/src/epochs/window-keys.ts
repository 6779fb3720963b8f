/** How far around an op blocks look things up while it is the op of the epoch. */
export interface LookupWindow {
  /** Ops before it. */
  readonly before: number;
  /** Ops behind it, that of the next mark included. */
  readonly behind: number;
}

/**
 * Keys for {@link MachineBuilder.setEpochKeys}, one per op: equal where the ops of the window around them are of equal classes, one by
 * one. Places before the first and behind the last op are a class of their own. A class (any whole number) must cover
 * everything that is looked up about an op, with other ops named by their distance.
 */
export function windowKeys(classes: ArrayLike<number>, { before, behind }: LookupWindow): Int32Array {
  const numbers = new Map<string, number>();
  const keys = new Int32Array(classes.length);
  for (let op = 0; op < classes.length; op++) {
    const around: string[] = [];
    for (let place = op - before; place <= op + behind; place++) around.push(String(classes[place]));
    const name = around.join(" ");
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    keys[op] = numbers.get(name)!;
  }
  return keys;
}
