import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { createInspector, showInspector, themeFor, themeNamed, type Inspector, type ThemeName, Waiting } from "@lnsim/inspector";
import { openSession, type RunRequest, type Session } from "@lnsim/simulator";
import type { Terminal } from "../output/terminal.ts";
import { writeWhole } from "../output/write-file.ts";
import type { Handler } from "./handler.ts";
import { parseNames } from "./parse-names.ts";

/** Input of `lnsim inspect`. */
export interface InspectInput {
  readonly FILE?: string;
  readonly machine?: string;
  readonly trace?: string;
  readonly batch?: number;
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly passes?: string;
  readonly mapping?: string;
  readonly "values-step"?: number;
  readonly compare?: string;
  readonly exec?: string;
  readonly size?: string;
  readonly theme: "auto" | ThemeName;
  readonly ascii: boolean;
}

/** `lnsim inspect` */
export const inspect: Handler<InspectInput> = async (input, terminal) => {
  const size = sizeOf(input.size);
  if (input.exec === undefined) requireTerminal();
  const session = await openSession(sourceOf(input));
  const other = input.compare === undefined ? null : await openSession({ recording: resolve(input.compare) });
  try {
    const theme = input.theme === "auto" ? themeFor(process.env) : input.theme;
    const waiting = new Waiting();
    const inspector = inspectorOf(waiting.around(session), other, { ...size, theme, isAscii: input.ascii });
    if (input.exec !== undefined) return await carryOut(inspector, input.exec, terminal);
    return (await showInspector(inspector, themeNamed(theme), waiting)) === "quit" ? 0 : 130;
  } finally {
    session.close();
    other?.close();
  }
};

function inspectorOf(session: Session, other: Session | null, options: { readonly width: number; readonly height: number; readonly theme: ThemeName; readonly isAscii: boolean }): Inspector {
  return createInspector(session, { ...options, ...(other !== null && { other }) });
}

/** Frames go to stdout, what commands say to stderr. */
async function carryOut(inspector: Inspector, script: string, terminal: Terminal): Promise<number> {
  const { message, isError, requests } = inspector.execute(script);
  for (const request of requests) {
    if (request.kind === "print" || request.kind === "copy") await terminal.print(request.text);
    if (request.kind === "save") writeWhole(resolve(request.path), request.content);
  }
  if (message !== null) terminal.hint(message);
  return isError ? 2 : 0;
}

/** A recording, or a step that is simulated while one looks. */
function sourceOf(input: InspectInput): { readonly recording: string } | { readonly request: RunRequest } {
  const { FILE: file, machine, trace, batch, set, plugin, passes, mapping, "values-step": step } = input;
  if (file === undefined) {
    const request = {
      machine: machine ?? "lns-madam",
      trace: trace ?? "mnist-lenet",
      set,
      plugins: plugin,
      folder: process.cwd(),
      ...(batch !== undefined && { batch }),
      ...(passes !== undefined && { passes: parseNames(passes) }),
      ...(mapping !== undefined && { mapping }),
      ...(step !== undefined && { values: { operands: "training", step } as const }),
    };
    return { request };
  }
  for (const [flag, value] of Object.entries({ machine, trace, batch, passes, mapping, "values-step": step, set: set[0], plugin: plugin[0] })) {
    if (value === undefined) continue;
    throw new LnsimError({
      code: "invalid-combination",
      message: `--${flag} would do nothing: a recording carries its machine and its trace`,
      path: `--${flag}`,
      found: String(value),
      expected: "a recording alone, or a machine and a trace without one",
    });
  }
  return { recording: resolve(file) };
}

function sizeOf(text = `${process.stdout.columns || 120}x${process.stdout.rows || 40}`): { readonly width: number; readonly height: number } {
  const match = /^(\d{2,4})x(\d{2,3})$/.exec(text);
  const [width, height] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  if (width >= 40 && width <= 1000 && height >= 10 && height <= 400) return { width, height };
  throw new LnsimError({ code: "invalid-value", message: "this is no size of a frame", path: "--size", found: text, expected: "columns and rows, from 40x10 to 1000x400, such as 120x40" });
}

function requireTerminal(): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "the inspector needs a terminal",
    path: "--exec",
    found: process.stdout.isTTY ? "an input that is no terminal" : "an output that is no terminal",
    remedy: 'run it in a terminal, or give it commands: --exec "goto 1200; frame"',
  });
}
