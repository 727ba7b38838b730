import type { CatalogEntry, Severity } from "./catalog/entry.ts";
import { LINT } from "./catalog/lint.ts";
import { MODEL } from "./catalog/model.ts";
import { NAMES } from "./catalog/names.ts";
import { OVERLAYS } from "./catalog/overlays.ts";
import { PULL } from "./catalog/pull.ts";
import { READING } from "./catalog/reading.ts";
import { REPAIRS } from "./catalog/repairs.ts";
import { SETTINGS } from "./catalog/settings.ts";
import { WRITING } from "./catalog/writing.ts";

export type { CatalogEntry, Severity } from "./catalog/entry.ts";

const ENTRIES = { ...SETTINGS, ...READING, ...OVERLAYS, ...REPAIRS, ...MODEL, ...NAMES, ...WRITING, ...LINT, ...PULL };

/** The code of a diagnostic. `defineDiagnostic` accepts only these codes. */
export type DiagnosticCode = keyof typeof ENTRIES;

/** The code of a repair rule. */
export type RepairCode = keyof typeof REPAIRS;

/** The severities that the catalogue allows a code. */
export type SeverityOf<C extends DiagnosticCode> =
  | (typeof ENTRIES)[C]["severity"]
  | ((typeof ENTRIES)[C] extends { readonly also: readonly (infer Other extends Severity)[] } ? Other : never);

/** All diagnostics of a run, by code. The message of a code is declared beside the code that reports it. */
export const CATALOG: Readonly<Record<DiagnosticCode, CatalogEntry>> = ENTRIES;

/** A part of the catalogue: the codes of one stage. */
export interface CatalogSection {
  readonly title: string;
  readonly entries: Readonly<Partial<Record<DiagnosticCode, CatalogEntry>>>;
}

/** The catalogue by stage, in the order of a run. */
export const CATALOG_SECTIONS: readonly CatalogSection[] = [
  { title: "Configuration, ledger, overrides and jobs", entries: SETTINGS },
  { title: "Reading and references", entries: READING },
  { title: "Overlays", entries: OVERLAYS },
  { title: "Repairs", entries: REPAIRS },
  { title: "Model and types", entries: MODEL },
  { title: "Names", entries: NAMES },
  { title: "Output", entries: WRITING },
  { title: "Lint and release", entries: LINT },
  { title: "Pull", entries: PULL },
];

/** The page that has every entry: docs/diagnostics.md of this repository, as the npm package contains it. */
const HELP_PAGE = "https://unpkg.com/isc-sdkgen/docs/diagnostics.md";

/** The URL of a code's entry, for tools that show diagnostics. */
export function helpUriOf(code: DiagnosticCode): string {
  return `${HELP_PAGE}#${code}`;
}

/** The severities that the diagnostics of a code may have, the usual one first. */
export function severitiesOf(code: DiagnosticCode): readonly Severity[] {
  const { severity, also = [] } = CATALOG[code];
  return [severity, ...also];
}

/** Whether the catalogue has a code: people type codes in settings and on the command line. */
export function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(CATALOG, text);
}

/** Whether every diagnostic of a code stops the run. */
export function isAlwaysError(code: DiagnosticCode): boolean {
  return CATALOG[code].goesOn !== true && severitiesOf(code).every((severity) => severity === "error");
}

/** The reason, the cause and the advice of a code, as paragraphs of Markdown. */
export function helpOf(code: DiagnosticCode): string {
  const { why, example, advice } = CATALOG[code];
  return `**Why:** ${why}\n\n**Example:** ${example}\n\n**What to do:** ${advice}`;
}
