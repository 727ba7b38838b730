import { basename, dirname } from "node:path";
import { load } from "js-yaml";
import { guardFolder, type GuardedFolder } from "../../files/guard.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { EMPTY_LEDGER, type Ledger } from "./ledger.ts";
import type { PlacedProblem } from "./ledger-check.ts";
import { parseLedger } from "./ledger-text.ts";
import type { Overrides } from "../overrides/overrides.ts";
import { parseOverrides } from "../overrides/parse-overrides.ts";
import type { TargetNaming } from "../target-naming.ts";

/** A file in a guarded folder. Neither the file nor a part of its path below the folder may be a symbolic link. */
export interface NamesPlace {
  readonly folder: GuardedFolder;
  readonly path: string;
}

/** The guarded folder and file name of a path. */
export function placeOfFile(path: string): NamesPlace {
  return { folder: guardFolder(dirname(path)), path: basename(path) };
}

/** The content of a file, or the reason why it cannot be used. */
export type FileResult<Value> = { readonly value: Value } | { readonly problem: string };

/** The parsed ledger, or its problems. `text` is undefined where the file does not exist yet. */
export type LedgerReading =
  { readonly ledger: Ledger; readonly text: string | undefined } | { readonly problems: readonly PlacedProblem[] };

/** Reads a ledger. A missing file is an empty ledger, which the run starts. */
export function readLedgerFile(place: NamesPlace, namings: readonly TargetNaming[]): LedgerReading {
  const read = readText(place);
  if ("problem" in read) return { problems: [{ problem: `the ledger cannot be read: ${read.problem}` }] };
  if (read.value === undefined) return { ledger: EMPTY_LEDGER, text: undefined };
  const parsed = parseLedger(read.value, namings);
  return "problems" in parsed ? parsed : { ledger: parsed.ledger, text: read.value };
}

/** Reads overrides. A missing file is a problem, because the config names it. */
export function readOverridesFile(place: NamesPlace, namings: readonly TargetNaming[]): FileResult<Overrides> {
  const read = readText(place);
  if ("problem" in read) return { problem: `the overrides cannot be read: ${read.problem}` };
  if (read.value === undefined) return { problem: "the overrides file does not exist" };
  let raw: unknown;
  try {
    raw = load(read.value);
  } catch (error) {
    return { problem: `the overrides cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = parseOverrides(raw, namings);
  return "problem" in parsed ? { problem: `the overrides cannot be used: ${parsed.problem}` } : parsed;
}

function readText({ folder, path }: NamesPlace): FileResult<string | undefined> {
  try {
    return { value: folder.read(path)?.toString("utf8") };
  } catch (error) {
    return { problem: explainSystemError(error).cause };
  }
}
