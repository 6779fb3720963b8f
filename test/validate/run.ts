/**
 * `npm run validate`: full trainings held against full precision, and the default datapath against exact sums.
 * Takes about four minutes; prints tables and exits with 1 when a goal is missed.
 */
import { compareAccuracy, formatAccuracy } from "./accuracy.ts";
import { formatDatapathError, measureDatapathError } from "./datapath-error.ts";

const comparisons = compareAccuracy({ seeds: [1, 2, 3], epochs: 2, onRun: (line) => console.error(line) });

console.log("Test accuracy on MNIST after two epochs: LNS8 on the default 24-bit datapath beside full precision\n");
console.log(formatAccuracy(comparisons));
console.log("\nError of the default datapath in the first step of the small golden network\n");
console.log(formatDatapathError(measureDatapathError()));
process.exitCode = comparisons.every(({ isMet }) => isMet) ? 0 : 1;
