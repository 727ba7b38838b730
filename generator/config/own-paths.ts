import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { isAbsolutePath } from "../files/absolute-path.ts";
import { guardFolder } from "../files/guard.ts";
import { explainSystemError } from "../files/system-error.ts";
import { toolProblem } from "../files/refused-places.ts";
import type { Config } from "./config.ts";

const linkedPath = defineDiagnostic<{ path: string; reason: string }>({
  code: "linked-path",
  message: ({ path, reason }) =>
    `a run must not write to ${JSON.stringify(path)}, which the configuration names: ${reason}`,
  action: () => "remove the link, or pass the path on the command line",
});

/** The reason why a run must not write to a path of the configuration; undefined if it may. */
export function problemOfOwnPath(path: string): string | undefined {
  if (isAbsolutePath(path))
    return "must be relative to the configuration's folder; pass a path outside it on the command line";
  if (path.includes("\0")) return "must not contain a null character";
  const parts = normaliseOwnPath(path).split("/");
  if (parts.includes(".."))
    return "must stay inside the configuration's folder; pass a path outside it on the command line";
  for (const part of parts) {
    const problem = part === "." ? undefined : toolProblem(part);
    if (problem !== undefined)
      return `must not lead to ${JSON.stringify(part)}: ${problem}; pass another path on the command line`;
  }
  return undefined;
}

/** Normalises the spelling of a path, with `/`: `./out//sdk/` becomes `out/sdk`. */
export function normaliseOwnPath(path: string): string {
  const parts = path.split(/[\\/]/u).filter((part) => part !== "" && part !== ".");
  return parts.length === 0 ? "." : parts.join("/");
}

/** Reports paths of the configuration that pass through a link. Called immediately before each use of the paths. */
export function linkProblems(config: Config, paths: readonly string[]): readonly Diagnostic[] {
  const folder = guardFolder(config.base);
  return paths.flatMap((path) => {
    try {
      // The last part of the path must not be a link either, so it is checked as a parent folder.
      folder.status(`${normaliseOwnPath(path)}/-`);
      return [];
    } catch (error) {
      return [diagnose(linkedPath, { path, ...explainSystemError(error) })];
    }
  });
}
