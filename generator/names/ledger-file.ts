import { readFile } from "node:fs/promises";
import { load } from "js-yaml";
import { EMPTY_LEDGER, type Ledger } from "./ledger.ts";
import { parseLedger } from "./ledger-text.ts";
import { parseOverrides, type Overrides } from "./overrides.ts";

/** Either what a file holds, or one sentence about why it holds nothing usable. */
export type FileResult<Value> = { readonly value: Value } | { readonly problem: string };

/** Reads a ledger. A file that is not there is an empty ledger: the run starts one. */
export async function readLedgerFile(path: string): Promise<FileResult<Ledger>> {
  const text = await readText(path);
  if (text === undefined) return { value: EMPTY_LEDGER };
  const parsed = parseLedger(text);
  return "problem" in parsed
    ? { problem: `the ledger ${path} cannot be read: ${parsed.problem}` }
    : { value: parsed.ledger };
}

/** Reads overrides. Unlike a ledger they must be there when they are asked for. */
export async function readOverridesFile(path: string): Promise<FileResult<Overrides>> {
  const text = await readText(path);
  if (text === undefined) return { problem: `the overrides file ${path} does not exist` };
  let raw: unknown;
  try {
    raw = load(text);
  } catch (error) {
    return {
      problem: `the overrides file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  const parsed = parseOverrides(raw);
  return "problem" in parsed ? { problem: `the overrides file ${path} cannot be used: ${parsed.problem}` } : parsed;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
