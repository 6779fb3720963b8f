import type { Terminal } from "../output/terminal.ts";

/** Runs a command; resolves to the exit code. */
export type Handler<Input> = (input: Input, terminal: Terminal) => Promise<number>;
