const across = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"] as const;
const upward = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/**
 * A share as eighths: 0 and 8 mean exactly nothing and exactly all, everything between is rounded and kept within 1 to 7.
 */
export function eighths(share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return 8;
  return Math.min(7, Math.max(1, Math.round(share * 8)));
}

/** One cell that is filled upward by a share. */
export function columnCell(share: number): string {
  return upward[eighths(share)];
}

/** A bar of `width` cells filled by a share; anything but nothing shows, anything but all leaves a gap. */
export function rowBar(share: number, width: number): string {
  if (width <= 0) return "";
  const parts = width * 8;
  const filled = share <= 0 ? 0 : share >= 1 ? parts : Math.min(parts - 1, Math.max(1, Math.round(share * parts)));
  const whole = Math.floor(filled / 8);
  const rest = filled - whole * 8;
  return (across[8].repeat(whole) + (whole < width ? across[rest] : "")).padEnd(width);
}
