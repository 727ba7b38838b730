import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../generator/config/config.ts";
import type { Ledger } from "../../generator/names/ledger/ledger.ts";
import { parseLedger } from "../../generator/names/ledger/ledger-text.ts";
import { namings } from "./namings.ts";

/** The ledger of a golden case: most have none, some are about what an earlier run has named. */
export function caseLedger(input: string): Ledger | undefined {
  const path = join(input, "names.lock.json");
  if (!existsSync(path)) return undefined;
  const parsed = parseLedger(readFileSync(path, "utf8"), namings());
  if ("problems" in parsed) throw new Error(parsed.problems.map(({ problem }) => problem).join("\n"));
  return parsed.ledger;
}

/** The configuration of a golden case: most have none. */
export function caseConfig(input: string): Partial<Config> {
  const path = join(input, "config.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<Config>) : {};
}
