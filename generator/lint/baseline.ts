import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { defineDiagnostic, diagnose, isError, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { AcceptedFinding } from "../diagnostics/report.ts";
import { isCode } from "../diagnostics/catalog.ts";
import { pointerTokens } from "../load/pointer.ts";
import { positionsOf, readYaml } from "../load/yaml.ts";
import { nearestTo } from "../text/nearest.ts";
import { visibleLine } from "../text/characters.ts";
import { ACCEPTABLE_CODES, BASELINE_SCHEMA } from "./baseline-schema.ts";

/** An entry of a baseline: the accepted findings and the reason. An absent key matches any value. */
export interface BaselineEntry extends Partial<Place> {
  readonly code: string;
  readonly reason: string;
}

/** The place and the message of a finding, in a form that survives shifted lines. */
interface Place {
  readonly version: string;
  readonly file: string;
  readonly pointer: string;
  readonly message: string;
}

/** A baseline as read from its file. */
export interface Baseline {
  /** Absolute path of the file. */
  readonly path: string;
  readonly text: string;
  readonly entries: readonly BaselineEntry[];
}

const badEntry = defineDiagnostic<{ problem: string }>({
  code: "bad-baseline",
  message: ({ problem }) => problem,
  action: () => "correct the entry; docs/lint.md shows an example",
});

const noReason = defineDiagnostic<{ entry: string }>({
  code: "bad-baseline",
  message: ({ entry }) => `${entry} has no reason`,
  action: () => "state in its reason why the finding is accepted, or remove the entry",
});

const staleEntry = defineDiagnostic<{ entry: string; reason: string }>({
  code: "stale-baseline",
  message: ({ entry, reason }) => `${entry} no longer matches a finding (${reason})`,
  action: () => "remove the entry, or run lint --update-baseline",
});

/**
 * Reads a baseline, YAML or JSON: a list of entries. A problem is a finding with its line. An entry without a reason is
 * also a finding, but it stays in the list, so that an update keeps it.
 */
export function readBaseline(
  path: string,
  text: string,
): { readonly baseline?: Baseline; readonly diagnostics: readonly Diagnostic[] } {
  const { value, problems } = readYaml(text);
  const broken = problems.filter(({ kind }) => kind !== "tolerated");
  if (broken.length > 0)
    return {
      diagnostics: broken.map(({ message, line, column }) => ({
        ...diagnose(badEntry, { problem: message }, { origin: { file: path, pointer: "" } }),
        line,
        column,
      })),
    };
  const validate = new Ajv2020({ allErrors: true }).compile<readonly BaselineEntry[]>(BASELINE_SCHEMA);
  if (validate(value ?? []))
    return { baseline: { path, text, entries: (value ?? []) as readonly BaselineEntry[] }, diagnostics: [] };
  const errors = validate.errors ?? [];
  const positions = positionsOf(text);
  const diagnostics = errors.map((error) => {
    const place = { origin: { file: path, pointer: error.instancePath } };
    const found = isReasonMissing(error)
      ? diagnose(noReason, { entry: entryName(value, error) }, place)
      : diagnose(badEntry, { problem: problemText(value, error) }, place);
    return { ...found, ...positions(pointerTokens(error.instancePath)) };
  });
  const isUsable = errors.every(isReasonMissing);
  const entries = isUsable
    ? (value as readonly BaselineEntry[]).map(({ reason = "", ...entry }) => ({ ...entry, reason }))
    : [];
  return { diagnostics, ...(isUsable ? { baseline: { path, text, entries } } : {}) };
}

function isReasonMissing({ keyword, instancePath, params }: ErrorObject): boolean {
  if (keyword === "required") return params["missingProperty"] === "reason";
  // The value of `reason:` without a text is null.
  return /^\/\d+\/reason$/u.test(instancePath) && (keyword === "pattern" || keyword === "type");
}

function entryName(value: unknown, { instancePath }: ErrorObject): string {
  const [, index] = instancePath.split("/");
  if (index === undefined) return "the baseline";
  const entry = (value as readonly unknown[])[Number(index)] as Partial<BaselineEntry> | null;
  return `entry ${String(Number(index) + 1)}${typeof entry?.code === "string" ? ` (${entry.code})` : ""}`;
}

function problemText(value: unknown, error: ErrorObject): string {
  const where = entryName(value, error);
  const { keyword, message = "is wrong", params, instancePath } = error;
  if (keyword === "additionalProperties")
    return `${where} has the unknown key "${String(params["additionalProperty"])}"`;
  if (keyword === "required") return `${where} has no ${String(params["missingProperty"])}`;
  if (instancePath === "") return "the baseline must be a list of entries";
  if (keyword === "enum") {
    const given = (value as readonly { readonly code: unknown }[])[Number(instancePath.split("/")[1])]?.code;
    const code = typeof given === "string" ? given : "";
    return isCode(code)
      ? `${where}: ${code} stops every run, so it cannot be accepted`
      : `${where}: the code ${JSON.stringify(given)} does not exist; similar codes are ${nearestTo(code, ACCEPTABLE_CODES).join(", ")}`;
  }
  return `${where}: ${instancePath.split("/").slice(2).join("/")} ${message}`;
}

/** The findings of a run after the baseline is applied. */
export interface Sifted {
  readonly kept: readonly Diagnostic[];
  readonly accepted: readonly AcceptedFinding[];
  /** Indices of the entries that match nothing. */
  readonly unused: ReadonlySet<number>;
}

/**
 * Separates the accepted findings. A finding that stops a run is never accepted. `pathOf` returns the path of a
 * finding's file in the form of an entry.
 */
export function siftFindings(
  found: readonly Diagnostic[],
  {
    entries,
    stops,
    base,
  }: {
    readonly entries: readonly BaselineEntry[];
    readonly stops: ReadonlySet<Diagnostic>;
    readonly base: BaselineFiles;
  },
): Sifted {
  const byCode = new Map<string, { readonly entry: BaselineEntry; readonly index: number }[]>();
  for (const [index, entry] of entries.entries())
    byCode.set(entry.code, [...(byCode.get(entry.code) ?? []), { entry, index }]);
  const used = new Set<number>();
  const kept: Diagnostic[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const diagnostic of found) {
    const candidates = stops.has(diagnostic) ? [] : (byCode.get(diagnostic.code) ?? []);
    const place = candidates.length === 0 ? undefined : placeOf(diagnostic, base);
    const matching = candidates.filter(({ entry }) => place !== undefined && matches(entry, place));
    for (const { index } of matching) used.add(index);
    const [first] = matching;
    if (first === undefined) kept.push(diagnostic);
    else accepted.push({ reason: first.entry.reason, diagnostic });
  }
  return { kept, accepted, unused: new Set(entries.flatMap((_, index) => (used.has(index) ? [] : [index]))) };
}

/** Returns the path of one of the project's own files in the form of a baseline. */
export type BaselineFiles = (path: string) => string;

const KEYS = ["version", "file", "pointer", "message"] as const;

function placeOf(
  { version, origin, message }: Diagnostic,
  base: BaselineFiles,
): Partial<Place> & { readonly message: string } {
  return {
    ...(version === undefined ? {} : { version }),
    ...(origin === undefined
      ? {}
      : {
          file: visibleLine(version === undefined ? base(origin.file) : origin.file),
          pointer: visibleLine(origin.pointer),
        }),
    message: visibleLine(message),
  };
}

function matches(entry: BaselineEntry, place: Partial<Place>): boolean {
  return KEYS.every((key) => entry[key] === undefined || entry[key] === place[key]);
}

/** Reports the entries that match nothing, each at its line. */
export function staleFindings({ path, text, entries }: Baseline, stale: ReadonlySet<number>): readonly Diagnostic[] {
  if (stale.size === 0) return [];
  const positions = positionsOf(text);
  return entries.flatMap((entry, index) => {
    if (!stale.has(index)) return [];
    const name = `entry ${String(index + 1)} (${entry.code})`;
    const place = { origin: { file: path, pointer: `/${String(index)}` } };
    const found = diagnose(staleEntry, { entry: name, reason: entry.reason }, place);
    return [{ ...found, ...positions([String(index)]) }];
  });
}

/** The changes that an update makes to a baseline. */
export interface BaselineUpdate {
  readonly removed: ReadonlySet<number>;
  readonly added: readonly BaselineEntry[];
}

/**
 * Plans one entry for each finding that is an error or a warning by its settings, and removes entries that match
 * nothing. The reason of a removed entry goes to a new finding with the same code and place, because only its message
 * changed.
 */
export function planUpdate(
  { kept, unused }: Pick<Sifted, "kept" | "unused">,
  at: { readonly entries: readonly BaselineEntry[]; readonly reason: string; readonly base: BaselineFiles },
): BaselineUpdate {
  const reasons = new Map(
    [...unused].flatMap((index) => {
      const entry = at.entries[index];
      return entry === undefined ? [] : [[samePlace(entry), entry.reason] as const];
    }),
  );
  const added = new Map<string, BaselineEntry>();
  for (const diagnostic of kept) {
    if (!isError(diagnostic) && diagnostic.severity !== "warning") continue;
    const { code } = diagnostic;
    const place = { code, ...placeOf(diagnostic, at.base) };
    added.set(JSON.stringify(place), { ...place, reason: reasons.get(samePlace(place)) ?? at.reason });
  }
  return {
    removed: unused,
    added: [...added].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, entry]) => entry),
  };
}

function samePlace({ code, version, file, pointer }: Omit<BaselineEntry, "reason">): string {
  return JSON.stringify([code, version, file, pointer]);
}
