/** Keeps the last answer to each of some questions: what is drawn again while only the cursor moves. */
export class Memory {
  private readonly kept = new Map<string, { readonly key: string; readonly value: unknown }>();

  /** The answer kept under a name, if it was to the same question; otherwise a new one, which is kept. One type of answer a name. */
  recall<T>(name: string, key: string, make: () => T): T {
    const last = this.kept.get(name);
    if (last?.key === key) return last.value as T;
    const value = make();
    this.kept.set(name, { key, value });
    return value;
  }
}
