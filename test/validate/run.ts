/**
 * `npm run validate`: full trainings held against full precision, the default datapath against exact sums, fast-forward against stepping.
 * Takes about four minutes; prints tables and exits with 1 when a goal is missed or the README shows other figures.
 */
import { readFileSync } from "node:fs";
import { compareAccuracy, formatAccuracy } from "./accuracy.ts";
import { formatDatapathError, measureDatapathError } from "./datapath-error.ts";
import { compareFastForward, formatFastForward } from "./fast-forward.ts";

const comparisons = compareAccuracy({ seeds: [1, 2, 3], epochs: 2, onRun: (line) => console.error(line) });
const table = formatAccuracy(comparisons);
const isPrinted = readFileSync(new URL("../../README.md", import.meta.url), "utf8").includes(table);

console.log("Test accuracy on MNIST after two epochs: LNS8 on the default 24-bit datapath beside full precision\n");
console.log(table);
console.log("\nError of the default datapath in the first step of the small golden network\n");
console.log(formatDatapathError(measureDatapathError()));
console.log(isPrinted ? "\nThe README shows the same accuracies." : "\nThe README shows OTHER accuracies.");
const fastForward = await compareFastForward();
console.log("\nA training iteration on lns-madam-chip");
console.log(formatFastForward(fastForward));
process.exitCode = isPrinted && fastForward.areEqual && comparisons.every(({ isMet }) => isMet) ? 0 : 1;
