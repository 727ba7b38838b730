import type { LintConfig } from "../config/config.ts";
import { isError, type Diagnostic } from "../diagnostics/diagnostic.ts";

/** Findings with the severities of the configuration. */
export interface Weighed {
  readonly diagnostics: readonly Diagnostic[];
  /** The number of findings that are turned off, by code, sorted. */
  readonly off: Readonly<Record<string, number>>;
}

/** Gives findings the severities of the configuration. An error that stopped the run stays an error. */
export function weigh(found: readonly Diagnostic[], severities: LintConfig["severities"]): Weighed {
  const counts = new Map<string, number>();
  const diagnostics = found.flatMap((diagnostic) => {
    const level = isError(diagnostic) ? undefined : severities[diagnostic.code];
    if (level === undefined) return [diagnostic];
    if (level !== "off") return [{ ...diagnostic, severity: level }];
    counts.set(diagnostic.code, (counts.get(diagnostic.code) ?? 0) + 1);
    return [];
  });
  return { diagnostics, off: Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1))) };
}
