import { resolve } from "node:path";
import { prepareReplacement } from "../files/replace-file.ts";
import { explainSystemError } from "../files/system-error.ts";
import { placeOfFile } from "../names/ledger/ledger-file.ts";
import type { ExitCode, Host } from "./host.ts";

/**
 * Prints the output of a command, or writes it to the file of `--out`. If the file cannot be written, an error says
 * why.
 */
export function printOrWrite(text: string, out: string | undefined, host: Host): ExitCode {
  if (out === undefined) {
    host.print(text);
    return 0;
  }
  try {
    prepareReplacement({ ...placeOfFile(resolve(host.cwd, out)), self: host.process }, text).commit();
    return 0;
  } catch (error) {
    host.tell(`error: ${out}: ${explainSystemError(error).reason}\n`);
    return 1;
  }
}
