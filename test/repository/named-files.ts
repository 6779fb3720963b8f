import { posix } from "node:path";

/** Targets of the relative links of a page, without their anchors. */
export function linkedFiles(markdown: string): string[] {
  return [...markdown.matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target!);
}

/** TypeScript files that a page names in backquotes, as they are written: `kernel.ts`, `run/run.ts`. What starts with a dot is the reader's own. */
export function namedSources(markdown: string): string[] {
  return [...markdown.matchAll(/`([a-z][\w./-]*\.ts)`/g)].map(([, path]) => path!);
}

/** Whether one of the files is called so: the whole path, or its end. */
export function isAmong(files: readonly string[], named: string): boolean {
  return files.some((file) => file === named || file.endsWith(`/${posix.normalize(named)}`));
}
