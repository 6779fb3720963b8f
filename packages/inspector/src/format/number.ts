/** A whole number with thousands separators: "12,345,678". */
export function grouped(value: number): string {
  const digits = String(Math.abs(Math.round(value)));
  const sign = value < 0 && digits !== "0" ? "-" : "";
  return sign + digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share in percent, one decimal; never "0.0 %" for something, nor "100.0 %" for less than all. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  if (share > 0 && share < 0.0005) return "<0.1 %";
  if (share < 1 && share >= 0.9995) return ">99.9 %";
  return `${(share * 100).toFixed(1)} %`;
}

/** A share in four columns: "  0%", "<1%", " 42%", "100%". */
export function shortPercent(share: number): string {
  if (!Number.isFinite(share)) return "   –";
  if (share > 0 && share < 0.005) return " <1%";
  if (share < 1 && share >= 0.995) return ">99%";
  return `${Math.round(share * 100)}%`.padStart(4);
}

const prefixes = ["", "k", "M", "G", "T", "P"];

/** A number of at most three digits before its prefix: "999", "12.3k", "4.5M". */
export function short(value: number): string {
  let scaled = Math.abs(value);
  let place = 0;
  while (scaled >= 999.5 && place < prefixes.length - 1) {
    scaled /= 1000;
    place++;
  }
  const digits = place === 0 && Number.isInteger(scaled) ? String(scaled) : scaled.toFixed(scaled < 99.95 ? 1 : 0);
  return `${value < 0 ? "-" : ""}${digits}${prefixes[place]}`;
}

/** An energy with the prefix that suits it, from picojoules. */
export function energy(picojoules: number): string {
  return withUnit(picojoules, ["pJ", "nJ", "µJ", "mJ", "J"]);
}

/** A power from milliwatts. */
export function power(milliwatts: number): string {
  return withUnit(milliwatts, ["mW", "W", "kW"]);
}

function withUnit(value: number, units: readonly string[]): string {
  let scaled = value;
  let place = 0;
  while (scaled >= 999.95 && place < units.length - 1) {
    scaled /= 1000;
    place++;
  }
  return `${scaled.toFixed(1)} ${units[place]}`;
}

/** A real number in a few digits. */
export function real(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return grouped(value);
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e7) ? value.toExponential(3) : String(Number(value.toPrecision(6)));
}

/** A real number in five digits, for tables of numbers of all sizes. */
export function real5(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e7) return String(value);
  return size < 1e-3 || size >= 1e5 ? value.toExponential(3) : String(Number(value.toPrecision(5)));
}

/** An error with its sign. */
export function errorText(error: number): string {
  if (error === 0) return "exact";
  return `${error > 0 ? "+" : ""}${error.toExponential(2)}`;
}

/** A code in hexadecimal digits; a number that is no code as it is. */
export function hexCode(code: number): string {
  return Number.isInteger(code) && code >= 0 ? code.toString(16) : real5(code);
}
