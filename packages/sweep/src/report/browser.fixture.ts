import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Chromium on this machine: Debian's package chromium, or what LNSIM_CHROMIUM names; undefined without. */
export function findChromium(): string | undefined {
  const named = process.env["LNSIM_CHROMIUM"];
  if (named !== undefined) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => ["chromium", "chromium-browser"].map((name) => join(folder, name))).find((file) => existsSync(file));
}

/** What a browser made of a page. */
export interface Opened {
  /** The document after its scripts, without them. */
  readonly dom: string;
  /** What it looks like, as PNG. */
  readonly screenshot: Uint8Array;
}

/** Opens a page in a headless browser with a profile of its own that finds no network. @param hash what stands behind # in the address */
export async function openInChromium(chromium: string, page: string, hash = ""): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-page-"));
  try {
    const file = join(folder, "page.html");
    const picture = join(folder, "page.png");
    writeFileSync(file, page);
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", `--user-data-dir=${folder}/profile`, "--host-resolver-rules=MAP * ~NOTFOUND"];
    const dom = await output(chromium, [...flags, "--window-size=1200,1700", "--virtual-time-budget=10000", `--screenshot=${picture}`, "--dump-dom", `file://${file}${hash}`]);
    return { dom: dom.replaceAll(/<script>[\s\S]*?<\/script>/g, ""), screenshot: readFileSync(picture) };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
  });
}
