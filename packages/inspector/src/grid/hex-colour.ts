/** The sixteen first colours, as xterm has them. */
const first = ["#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5", "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"];

const cube = [0, 95, 135, 175, 215, 255];

/** A colour of a terminal of 256 as "#rrggbb": sixteen of its own, a cube of six levels, twenty-four greys. */
export function hexColour(colour: number): string {
  if (colour < 16) return first[colour];
  if (colour >= 232) return hex([8 + 10 * (colour - 232), 8 + 10 * (colour - 232), 8 + 10 * (colour - 232)]);
  const place = colour - 16;
  return hex([cube[Math.floor(place / 36)], cube[Math.floor(place / 6) % 6], cube[place % 6]]);
}

function hex(levels: readonly number[]): string {
  return `#${levels.map((level) => level.toString(16).padStart(2, "0")).join("")}`;
}
