/** What a command line asks for. */
export interface Selection {
  /** Names of the command: ["format", "encode"]. */
  readonly path: readonly string[];
  /** Arguments and flags by name, checked and with defaults; flags that were not given and have none are absent. */
  readonly input: { readonly [name: string]: unknown };
}
