import { expect, test } from "vitest";
import { splitLine, unquoted } from "./split-line.ts";
import { commands, commandsByName } from "./table.ts";

test("names and keys are unique, and keys stand for commands that exist", () => {
  const keys = commands.flatMap((command) => command.keys);
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
  for (const { line } of keys) if (!/^[:/]/.test(line)) expect(commandsByName.has(line.split(" ")[0])).toBe(true);
});

test("names and summaries are in one form", () => {
  for (const { name, summary } of commands) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(summary).toMatch(/^[A-Z].*[^.]$/);
  }
});

test("a line is cut at semicolons, but not in quotes", () => {
  expect(splitLine('goto 1200;  pin pe0; filter "a;b" ;; frame')).toEqual([
    { text: "goto 1200", column: 0 },
    { text: "pin pe0", column: 12 },
    { text: 'filter "a;b"', column: 21 },
    { text: "frame", column: 37 },
  ]);
  expect(splitLine("goto 'here")).toEqual([{ text: "goto 'here", column: 0 }]);
  expect(() => splitLine('filter "a')).toThrow("has no end");
  expect(unquoted('"a;b"')).toBe("a;b");
});
