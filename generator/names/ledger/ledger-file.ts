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

/** Where a file of names lies: no part below the folder may be a link, nor the file. */
export interface NamesPlace {
  readonly folder: GuardedFolder;
  readonly path: string;
}

/** The place of a file by its path. */
export function placeOfFile(path: string): NamesPlace {
  return { folder: guardFolder(dirname(path)), path: basename(path) };
}

/** Either what a file holds, or one sentence about why it holds nothing usable. */
export type FileResult<Value> = { readonly value: Value } | { readonly problem: string };

/** `text` is undefined where there is no file yet. */
export type LedgerReading =
  { readonly ledger: Ledger; readonly text: string | undefined } | { readonly problems: readonly PlacedProblem[] };

/** Reads a ledger. A file that is not there is an empty ledger: the run starts one. */
export function readLedgerFile(place: NamesPlace, namings: readonly TargetNaming[]): LedgerReading {
  const read = readText(place);
  if ("problem" in read) return { problems: [{ problem: `the ledger cannot be read: ${read.problem}` }] };
  if (read.value === undefined) return { ledger: EMPTY_LEDGER, text: undefined };
  const parsed = parseLedger(read.value, namings);
  return "problems" in parsed ? parsed : { ledger: parsed.ledger, text: read.value };
}

/** Reads overrides. Unlike a ledger they must be there when they are asked for. */
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
    return { problem: explainSystemError(error).reason };
  }
}
