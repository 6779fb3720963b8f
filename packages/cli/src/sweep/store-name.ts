import { resolve } from "node:path";
import { isAddress } from "@lnsim/sweep";

/** What opens a store that was named on the command line: the URL of a database as it is, of a file its path. */
export function storeName(name: string): string {
  return isAddress(name) ? name : resolve(name);
}
