/** Writes the tables of docs/machines.md from the declarations: `node --conditions=@lnsim/source scripts/machines-page.ts` */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { machinesPage } from "./machines-page/page.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const file = `${root}docs/machines.md`;
writeFileSync(file, await machinesPage(readFileSync(file, "utf8"), root));
