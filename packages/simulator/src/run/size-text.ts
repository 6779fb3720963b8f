const sizes: readonly (readonly [factor: number, unit: string])[] = [
  [1e15, "PB"],
  [1e12, "TB"],
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "kB"],
];

/** Bytes with a decimal prefix and three digits: 6576668672 as "6.58 GB". */
export function sizeText(bytes: number): string {
  const [factor, unit] = sizes.find(([least]) => bytes >= least) ?? [1, "B"];
  return `${Number((bytes / factor).toPrecision(3))} ${unit}`;
}
