import type { LineChart, Point, Series } from "@lnsim/chart";
import type { WindowStudy } from "@lnsim/simulator";

/**
 * Test accuracy of every window, dashed that of exact sums; signal to noise of the noisiest product, dashed what
 * quantizing alone leaves.
 */
export function windowPicture({ windows, exactSums, machine, machineLsb, trace, steps }: WindowStudy): LineChart {
  const lsbs = windows.map(({ lsb }) => lsb);
  const level = (name: string, value: number): Series => ({ name, line: "dashed", points: [[Math.min(...lsbs), value], [Math.max(...lsbs), value]] });
  const references = exactSums === null ? [] : [
    level("exact sums (%)", inPercent(exactSums.testAccuracy)),
    level("quantizers (dB)", exactSums.quantizerDb ?? NaN),
  ];
  return {
    title: `Windows of the accumulator, ${machine.formats["weights"]?.name ?? machine.name} on ${trace.name}`,
    x: { label: "LSB of the accumulator (lsb)", scale: "linear" },
    y: { label: "percent, dB", scale: "linear" },
    series: [
      { name: "test accuracy (%)", points: windows.map(({ lsb, testAccuracy }): Point => [lsb, inPercent(testAccuracy)]), marks: true },
      { name: "worst SQNR (dB)", points: windows.map(({ lsb, worst }): Point => [lsb, worst?.sqnrDb ?? NaN]), marks: true },
      ...references,
    ],
    note: `after ${steps} steps; the machine's own window is at ${machineLsb}`,
  };
}

function inPercent(share: number | null): number {
  return share === null ? NaN : share * 100;
}
