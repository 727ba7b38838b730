import { createHash } from "node:crypto";
import { join } from "node:path";

/** The file of the page at an address in its plain form, in the folder of compiled pages. */
export function storedPage(folder: string, address: string): string {
  return join(folder, `${createHash("sha256").update(address).digest("hex").slice(0, 32)}.json`);
}
