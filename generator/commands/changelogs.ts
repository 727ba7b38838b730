import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { normaliseOwnPath } from "../config/own-paths.ts";
import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { guardFolder } from "../files/guard.ts";
import { explainSystemError } from "../files/system-error.ts";
import { RULED_TARGETS, type RuledTarget } from "../diff/rule.ts";

const unreadableChangelog = defineDiagnostic<{ path: string; reason: string }>({
  code: "unreadable-changelog",
  message: ({ path, reason }) => `${path}: the changelog cannot be read: ${reason}`,
  action: () => "replace it with a regular file that this user may read, or name another file in the configuration",
});

/** Reads the changelog of each package from its file. A package without a file has no changelog. */
export function readChangelogs(config: Config): {
  readonly texts: ReadonlyMap<RuledTarget, string>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const folder = guardFolder(config.base);
  const texts = new Map<RuledTarget, string>();
  const diagnostics: Diagnostic[] = [];
  for (const target of RULED_TARGETS) {
    const path = config[target].changelog;
    try {
      const text = folder.read(normaliseOwnPath(path))?.toString("utf8");
      if (text !== undefined) texts.set(target, text);
    } catch (error) {
      const { reason } = explainSystemError(error);
      diagnostics.push(diagnose(unreadableChangelog, { path: join(config.base, path), reason }));
    }
  }
  return { texts, diagnostics };
}

/** The assets of a run together with the changelogs; each target copies its own changelog into its package. */
export function withChangelogs(
  assets: ReadonlyMap<string, string>,
  texts: ReadonlyMap<RuledTarget, string>,
): ReadonlyMap<string, string> {
  return new Map([
    ...assets,
    ...[...texts].map(([target, text]) => [`changelog/${target}`, text.replaceAll("\r\n", "\n")] as const),
  ]);
}
