import type { Ledger, VersionLedger } from "./ledger.ts";
import { EMPTY_VERSION_LEDGER } from "./ledger.ts";
import { compareText } from "../model/order.ts";

/** The ledger as its file holds it: JSON, sorted, one line for each entry, so that a diff shows names and nothing else. */
export function printLedger(ledger: Ledger): string {
  const versions = Object.keys(ledger.versions).sort(compareText);
  const parts = versions.map(
    (label) => `${JSON.stringify(label)}: ${printVersion(ledger.versions[label] ?? EMPTY_VERSION_LEDGER)}`,
  );
  return `{\n"format": 1,\n"versions": {\n${parts.join(",\n")}\n}\n}\n`;
}

function printVersion(version: VersionLedger): string {
  const sections = [
    `"operations": ${printRecord(version.operations)}`,
    `"models": ${printRecord(version.models)}`,
    `"parameters": ${printRecord(version.parameters)}`,
    `"tags": ${printRecord(version.tags)}`,
    `"events": ${printRecord(version.events)}`,
    `"retired": {\n"operations": ${printRecord(version.retired.operations)},\n"models": ${printRecord(version.retired.models)}\n}`,
    `"reserved": ${printRecord(version.reserved)}`,
  ];
  return `{\n${sections.join(",\n")}\n}`;
}

function printRecord(record: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(record).sort(compareText);
  return keys.length === 0
    ? "{}"
    : `{\n${keys.map((key) => `${JSON.stringify(key)}: ${printEntry(record[key])}`).join(",\n")}\n}`;
}

/** `{ "cmdlet": "Get-Role", "method": "getRole" }`. */
function printEntry(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printEntry).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : [`${JSON.stringify(key)}: ${printEntry(part)}`],
  );
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** Reads a ledger's text; gives what is wrong with it instead when it is none. */
export function parseLedger(text: string): { readonly ledger: Ledger } | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  if (!isRecord(value) || value["format"] !== 1 || !isRecord(value["versions"]))
    return { problem: 'it does not say "format": 1 and "versions"' };
  const versions: Record<string, VersionLedger> = {};
  for (const [label, raw] of Object.entries(value["versions"])) {
    const problem = problemOfVersion(raw);
    if (problem !== undefined) return { problem: `version ${label}: ${problem}` };
    const version = raw as Partial<VersionLedger>;
    versions[label] = {
      ...EMPTY_VERSION_LEDGER,
      ...version,
      retired: { ...EMPTY_VERSION_LEDGER.retired, ...version.retired },
    };
  }
  return { ledger: { format: 1, versions } };
}

function problemOfVersion(raw: unknown): string | undefined {
  if (!isRecord(raw)) return "it is no mapping";
  const retired = raw["retired"] ?? {};
  if (!isRecord(retired)) return '"retired" is no mapping';
  for (const [name, section] of [
    ...Object.entries(raw).filter(([key]) => key !== "retired"),
    ...Object.entries(retired),
  ]) {
    if (!isRecord(section)) return `"${name}" is no mapping`;
  }
  for (const [key, entry] of [...entriesOf(raw["operations"]), ...entriesOf(retired["operations"])]) {
    if (
      !isRecord(entry) ||
      typeof entry["cmdlet"] !== "string" ||
      typeof entry["method"] !== "string" ||
      !/^[A-Z][A-Za-z]*-./u.test(entry["cmdlet"])
    )
      return `the operation ${key} has no cmdlet and method`;
  }
  for (const [key, entry] of [...entriesOf(raw["models"]), ...entriesOf(retired["models"])]) {
    if (!isRecord(entry) || typeof entry["name"] !== "string" || entry["name"] === "")
      return `the model ${key} has no name`;
  }
  return undefined;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
