/** Dotted paths by the shortest ends that tell them apart: "array.rows" and "grid.rows" stay, "pe.lanes" is "lanes". */
export function shortPaths(paths: readonly string[]): readonly string[] {
  return paths.map((path) => {
    const parts = path.split(".");
    const ends = parts.map((_, at) => parts.slice(parts.length - 1 - at).join("."));
    return ends.find((end) => paths.filter((other) => other === end || other.endsWith(`.${end}`)).length === 1) ?? path;
  });
}
