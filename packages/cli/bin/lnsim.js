#!/usr/bin/env node
// Answers --help and --version under any Node since 18; hands everything else to a Node that can run it.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as mod from "node:module"; // namespace: an older Node lacks some of the names
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { program } from "./commands.js";

const oldestNode = 24;
const here = fileURLToPath(new URL(".", import.meta.url));
const args = process.argv.slice(2);
const given = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;

if (given.includes("--version") || given[0] === "-v") {
  print(`${program.name} ${JSON.parse(readFileSync(`${here}../package.json`, "utf8")).version}\n`);
} else if (args.length === 0 || given.includes("--help") || given.includes("-h") || given[0] === "help") {
  const words = given.filter((word) => !word.startsWith("-") && word !== "help");
  print(helpText(words, Math.max(60, Math.min(process.stdout.columns || 96, 96))));
} else if (Number.parseInt(process.versions.node, 10) >= oldestNode) {
  await startHere();
} else {
  startPinnedNode();
}

/** Prints a text; a reader that has seen enough, such as `head`, is no error. */
function print(text) {
  process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 2));
  process.stdout.write(text);
}

/** Runs the program in this process: from source in a checkout, else from dist. */
async function startHere() {
  mod.enableCompileCache?.();
  const inCheckout = existsSync(`${here}../src/main.ts`) && !/[\\/]node_modules[\\/]/.test(here);
  if (inCheckout) {
    mod.registerHooks({
      resolve: (specifier, context, next) =>
        next(specifier, { ...context, conditions: [...context.conditions, "@lnsim/source"] }),
    });
  }
  const { main } = await import(inCheckout ? "../src/main.ts" : "../dist/main.js");
  process.exitCode = await main(args);
}

/** Runs this file again under the Node that is installed beside it, and takes over its end. */
function startPinnedNode() {
  const node = pinnedNode();
  if (node === undefined) {
    process.stderr.write(
      `error: lnsim needs Node ${oldestNode} or newer, and the one it ships with is not installed\n` +
        `  found: Node ${process.versions.node} on ${process.platform} ${process.arch}\n` +
        "     do: install lnsim with its optional dependencies, or start it with a newer Node\n",
    );
    process.exitCode = 2;
    return;
  }
  const child = spawn(node, [...process.execArgv, fileURLToPath(import.meta.url), ...args], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`error: ${node} cannot be started: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** The executable of the installed node-* package of this platform, if there is one. */
function pinnedNode() {
  const { platform, arch } = process;
  const names = [`node-${platform}-${arch}`, `node-bin-${platform}-${arch}`, `node-${platform.slice(0, 3)}-${arch}`];
  const require = mod.createRequire(import.meta.url);
  for (const name of names) {
    try {
      const folder = require.resolve(`${name}/package.json`).slice(0, -"package.json".length);
      const file = `${folder}bin/${platform === "win32" ? "node.exe" : "node"}`;
      if (existsSync(file)) return file;
    } catch {
      // Not installed: another name may be.
    }
  }
  return undefined;
}

/** Help for the command that `words` lead to; for the nearest enclosing one when they lead nowhere. */
function helpText(words, width) {
  const path = [program.name];
  let command = program;
  for (const word of words) {
    const next = command.commands?.find((candidate) => candidate.name === word);
    if (next === undefined) break;
    command = next;
    path.push(word);
  }
  return command.commands === undefined ? leafHelp(command, path.join(" "), width) : groupHelp(command, path, width);
}

function groupHelp(group, path, width) {
  const isProgram = group === program;
  const rows = group.commands.flatMap((entry) =>
    (entry.commands ?? [entry]).map((leaf) => [
      entry === leaf || !isProgram ? leaf.name : `${entry.name} ${leaf.name}`,
      leaf.summary,
    ]),
  );
  const parts = [
    wrap(group.summary, width, 0),
    `Usage: ${path.join(" ")} COMMAND [flags]`,
    `Commands:\n${table(rows, width)}`,
  ];
  if (isProgram) {
    parts.push(`Exit codes:\n${table(group.exitCodes.map(({ code, summary }) => [String(code), summary]), width)}`);
    parts.push(`"lnsim COMMAND --help" explains a command. "lnsim --version" prints the version.`);
  }
  return `${parts.join("\n\n")}\n`;
}

function leafHelp(leaf, path, width) {
  const operands = leaf.arguments.map(({ name, variadic, optional }) => (optional ? ` [${name}]` : ` ${name}${variadic ? "..." : ""}`)).join("");
  const parts = [wrap(leaf.summary, width, 0), `Usage: ${path}${operands}${leaf.flags.length > 0 ? " [flags]" : ""}`];
  if (leaf.details !== undefined) parts.push(wrap(leaf.details, width, 0));
  if (leaf.arguments.length > 0) {
    parts.push(`Arguments:\n${table(leaf.arguments.map(({ name, summary }) => [name, summary]), width)}`);
  }
  if (leaf.flags.length > 0) parts.push(`Flags:\n${table(leaf.flags.map(flagRow), width)}`);
  if (leaf.examples !== undefined) {
    const lines = leaf.examples.map(({ command, summary }) => `  # ${summary}\n  ${command}`);
    parts.push(`Examples:\n${lines.join("\n")}`);
  }
  return `${parts.join("\n\n")}\n`;
}

function flagRow(flag) {
  const notes = [];
  if (flag.default !== undefined) notes.push(`default ${flag.default}`);
  if (flag.unit !== undefined) notes.push(`in ${flag.unit}s`);
  if (flag.repeatable) notes.push("may be repeated");
  return [flagUsage(flag), flag.summary + (notes.length > 0 ? ` (${notes.join(", ")})` : "")];
}

function flagUsage(flag) {
  if (flag.type === "switch") return `--${flag.name}`;
  const letter = flag.letter === undefined ? "" : `-${flag.letter}, `;
  const value = flag.value ?? flag.choices.join("|");
  return flag.optionalValue === undefined ? `${letter}--${flag.name} ${value}` : `${letter}--${flag.name}[=${value}]`;
}

/** Two columns: what stands left, and its sentence wrapped to the right of it. */
function table(rows, width) {
  const left = Math.min(Math.max(...rows.map(([name]) => name.length)), 28) + 4;
  return rows
    .map(([name, sentence]) => {
      const text = wrap(sentence, width, left);
      return name.length + 4 > left ? `  ${name}\n${text}` : `  ${name}`.padEnd(left) + text.slice(left);
    })
    .join("\n");
}

/** Breaks a text into lines of at most `width` columns, each indented by `indent`. */
function wrap(text, width, indent) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => " ".repeat(indent) + each).join("\n");
}
