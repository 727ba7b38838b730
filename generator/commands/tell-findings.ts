import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { describeDiagnostic } from "../diagnostics/reporters/text.ts";
import type { Host } from "./host.ts";
import { pathFrom } from "./options.ts";

/**
 * Prints diagnostics to standard error, with paths relative to the working folder. `tops` are the folders of the specs,
 * by label.
 */
export function tellFindings(diagnostics: readonly Diagnostic[], tops: ReadonlyMap<string, string>, host: Host): void {
  const pathOf = pathFrom(host.cwd, tops);
  host.noteFindings?.(diagnostics);
  for (const diagnostic of diagnostics) host.tell(describeDiagnostic(diagnostic, { pathOf, useColor: false }));
}
