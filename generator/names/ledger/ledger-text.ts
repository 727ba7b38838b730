import type { Ledger, VersionLedger } from "./ledger.ts";
import { copyRecord, EMPTY_VERSION_LEDGER, type LedgerEvent } from "./ledger.ts";
import { pointerTokens } from "../../load/pointer.ts";
import { positionsOf } from "../../load/yaml.ts";
import { compareText } from "../../model/order.ts";
import { problemsOfLedger, type PlacedProblem } from "./ledger-check.ts";
import type { TargetNaming } from "../target-naming.ts";

/** The text of a ledger's file: sorted JSON with one line for each entry, so that a diff shows changed names only. */
export function printLedger(ledger: Ledger): string {
  const versions = Object.keys(ledger.versions).sort(compareText);
  const parts = versions.map(
    (label) => `${JSON.stringify(label)}: ${printVersion(ledger.versions[label] ?? EMPTY_VERSION_LEDGER)}`,
  );
  return `{\n"format": 2,\n"versions": {\n${parts.join(",\n")}\n}\n}\n`;
}

function printVersion(version: VersionLedger): string {
  const sections = [
    `"operations": ${printRecord(version.operations)}`,
    `"models": ${printRecord(version.models)}`,
    `"parameters": ${printRecord(version.parameters)}`,
    `"tags": ${printRecord(version.tags)}`,
    `"events": ${printRecord(printableEvents(version))}`,
    // Most inputs need no such names.
    ...(Object.keys(version.files).length === 0 ? [] : [`"files": ${printRecord(version.files)}`]),
    `"retired": {\n"operations": ${printRecord(version.retired.operations)},\n"models": ${printRecord(version.retired.models)}\n}`,
    `"reserved": ${printRecord(version.reserved)}`,
  ];
  return `{\n${sections.join(",\n")}\n}`;
}

/** An event that only has a name is printed as that name, as in ledgers before targets could add names. */
function printableEvents({ events }: VersionLedger): Readonly<Record<string, unknown>> {
  const printable = copyRecord<unknown>({});
  for (const [wire, event] of Object.entries(events))
    printable[wire] = Object.keys(event).length === 1 ? event.name : event;
  return printable;
}

function printRecord(record: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(record).sort(compareText);
  return keys.length === 0
    ? "{}"
    : `{\n${keys.map((key) => `${JSON.stringify(key)}: ${printEntry(record[key])}`).join(",\n")}\n}`;
}

/** Prints an entry on one line: `{ "cmdlet": "Get-Role", "method": "getRole" }`. */
function printEntry(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printEntry).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = inOrder(Object.entries(value as Readonly<Record<string, unknown>>)).flatMap(([key, part]) =>
    part === undefined ? [] : [`${JSON.stringify(key)}: ${printEntry(part)}`],
  );
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** Names come first, then other fields, then traits and state, in whatever order they were set. */
const FIRST = ["id", "cmdlet", "name", "class"];
const LAST = ["tag", "formerCalls", "takes", "print", "shape", "from", "ids", "twins", "was", "absent", "back", "seen"];

function inOrder(fields: readonly (readonly [string, unknown])[]): readonly (readonly [string, unknown])[] {
  const rank = ([key]: readonly [string, unknown]): number =>
    FIRST.includes(key) ? FIRST.indexOf(key) - FIRST.length : LAST.indexOf(key) + 1;
  return [...fields].sort((left, right) => rank(left) - rank(right));
}

/**
 * Parses a ledger. A ledger is untrusted input: it may come from anybody's branch, and its names are emitted as code.
 * So every name must satisfy the grammar of its target. Returns all problems with their lines where there are any.
 */
export function parseLedger(
  text: string,
  namings: readonly TargetNaming[],
): { readonly ledger: Ledger } | { readonly problems: readonly PlacedProblem[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      problems: [{ problem: `it is not valid JSON: ${error instanceof Error ? error.message : String(error)}` }],
    };
  }
  const problems = problemsOfLedger(value, namings);
  if (problems.length > 0) {
    const find = positionsOf(text);
    return {
      problems: problems
        .slice(0, MAXIMUM_PROBLEMS)
        .map(({ problem, pointer }) => ({ problem, place: { pointer, ...find(pointerTokens(pointer)) } })),
    };
  }
  const { versions } = value as { readonly versions: Readonly<Record<string, WrittenVersion>> };
  return {
    ledger: {
      format: 2,
      versions: Object.fromEntries(
        Object.entries(versions).map(([label, version]) => [
          label,
          {
            ...EMPTY_VERSION_LEDGER,
            ...version,
            events: readEvents(version.events ?? {}),
            retired: { ...EMPTY_VERSION_LEDGER.retired, ...version.retired },
          },
        ]),
      ),
    },
  };
}

/** A version in the file. */
type WrittenVersion = Partial<Omit<VersionLedger, "events">> & {
  readonly events?: Readonly<Record<string, string | LedgerEvent>>;
};

function readEvents(written: Readonly<Record<string, string | LedgerEvent>>): VersionLedger["events"] {
  const events = copyRecord<LedgerEvent>({});
  for (const [wire, event] of Object.entries(written))
    events[wire] = typeof event === "string" ? { name: event } : event;
  return events;
}

/** The most problems that are reported. A file that is not a ledger has one at every entry. */
const MAXIMUM_PROBLEMS = 50;
