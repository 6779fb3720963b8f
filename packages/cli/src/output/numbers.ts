/** A whole number with thin groups of three digits: 1234567 -> "1,234,567". */
export function grouped(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** A share as a percentage: 0.9612 -> "96.12 %". */
export function percent(share: number, digits = 2): string {
  return `${(share * 100).toFixed(digits)} %`;
}

const prefixes: readonly (readonly [factor: number, prefix: string])[] = [
  [1e18, "E"],
  [1e15, "P"],
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

/** A count with a decimal prefix: 23456789 -> "23.5 M". */
export function scaled(value: number): string {
  const [factor, prefix] = prefixes.find(([factor]) => value >= factor) ?? [1, ""];
  const number = value / factor;
  const digits = factor === 1 ? (Number.isInteger(value) ? 0 : 2) : number >= 100 ? 0 : number >= 10 ? 1 : 2;
  return `${number.toFixed(digits)}${prefix === "" ? "" : ` ${prefix}`}`;
}

/** An amount of bytes: 123456 -> "123 kB". */
export function bytes(value: number): string {
  const text = scaled(value);
  return text.includes(" ") ? `${text}B` : `${text} B`;
}

const energyUnits: readonly (readonly [factor: number, unit: string])[] = [
  [1e15, "kJ"],
  [1e12, "J"],
  [1e9, "mJ"],
  [1e6, "uJ"],
  [1e3, "nJ"],
];

/** An energy given in picojoules, with a fitting unit: 1234 -> "1.23 nJ". */
export function energy(picojoules: number): string {
  const [factor, unit] = energyUnits.find(([factor]) => picojoules >= factor) ?? [1, "pJ"];
  return `${significant(picojoules / factor)} ${unit}`;
}

/** A time given in seconds: 7200 -> "2:00 h", 93 -> "1:33 min", 0.0123 -> "12.3 ms". */
export function duration(seconds: number): string {
  if (seconds >= 3600) return `${grouped(Math.floor(seconds / 3600))}:${String(Math.floor(seconds / 60) % 60).padStart(2, "0")} h`;
  if (seconds >= 60) return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")} min`;
  if (seconds >= 1) return `${seconds.toFixed(1)} s`;
  if (seconds >= 1e-3) return `${significant(seconds * 1e3)} ms`;
  return `${significant(seconds * 1e6)} us`;
}

/** Three significant digits without exponent. */
function significant(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}
