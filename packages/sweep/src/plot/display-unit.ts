/** How numbers of a unit are shown: each times `factor`, in another unit. */
export interface DisplayUnit {
  readonly unit: string;
  readonly factor: number;
}

/** Larger units of the units that figures have, the largest first. */
const units: { readonly [unit: string]: readonly DisplayUnit[] } = {
  pJ: [{ unit: "J", factor: 1e-12 }, { unit: "mJ", factor: 1e-9 }, { unit: "µJ", factor: 1e-6 }, { unit: "nJ", factor: 1e-3 }],
  "um^2": [{ unit: "mm²", factor: 1e-6 }, { unit: "µm²", factor: 1 }],
  byte: [{ unit: "GB", factor: 1e-9 }, { unit: "MB", factor: 1e-6 }, { unit: "kB", factor: 1e-3 }],
  s: [{ unit: "s", factor: 1 }, { unit: "ms", factor: 1e3 }, { unit: "µs", factor: 1e6 }],
};

/** The unit in which a figure's numbers are read best: the largest that leaves the largest of them at 1 or more; shares in percent. */
export function displayUnit(unit: string, largest: number): DisplayUnit {
  if (unit === "1") return { unit: "%", factor: 100 };
  return units[unit]?.find(({ factor }) => largest * factor >= 1) ?? { unit, factor: 1 };
}

/** A figure's name without the unit that it ends in: "energy.total" for "energy.totalPj". */
export function plainName(name: string): string {
  return name.replace(/(?<=[a-z])(Pj|Um2|Bytes|Seconds)$/, "");
}

/** A number of bytes with the largest binary prefix that leaves it whole: 64 KiB. */
export function byteSize(bytes: number): string {
  const [unit, prefix] = ([[2 ** 30, "Gi"], [2 ** 20, "Mi"], [2 ** 10, "Ki"]] as const).find(([each]) => bytes >= each && bytes % each === 0) ?? [1, ""];
  return `${bytes / unit} ${prefix}B`;
}
