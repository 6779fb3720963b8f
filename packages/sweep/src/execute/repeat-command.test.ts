import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { repeatCommand, shellQuoted } from "./repeat-command.ts";

test("a request is repeated with what was asked, and nothing else", () => {
  const command = repeatCommand({ machine: "systolic", trace: "resnet50", batch: 32, set: ["array.rows=8", "numerics.format=lns:bits=6,gamma=2"], numerics: false, seed: 3, exact: "burst", passes: ["fprop", "dgrad"] });
  expect(command).toBe("lnsim run --machine systolic --trace resnet50 --batch 32 --set array.rows=8 --set numerics.format=lns:bits=6,gamma=2 --numerics off --passes fprop,dgrad --seed 3 --exact=burst");
  expect(repeatCommand({ machine: "m", trace: "t", seed: 4, redraw: 4, timing: false })).toBe("lnsim run --machine m --trace t --timing off --seeds 4");
});

test("a folder that is another one is gone to first", () => {
  expect(repeatCommand({ machine: "a b.yaml", trace: "t", folder: "/x y" }, "/z")).toBe("cd '/x y' && lnsim run --machine 'a b.yaml' --trace t");
  expect(repeatCommand({ machine: "m", trace: "t", folder: "/z" }, "/z")).toBe("lnsim run --machine m --trace t");
});

test("a shell gives every word back as it was", () => {
  const words = ["plain", "two words", "it's", "$HOME `x` \\ \"q\"", "*", "", "a;b&c|d>(e)", "ä=1,b:2"];
  expect(execFileSync("sh", ["-c", `printf '%s\\n' ${words.map(shellQuoted).join(" ")}`], { encoding: "utf8" })).toBe(`${words.join("\n")}\n`);
});
