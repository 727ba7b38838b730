import { dirname, relative, resolve } from "node:path";
import { analyse } from "../../analyse.ts";
import type { Config } from "../../config/config.ts";
import { withDefaults } from "../../config/read-config.ts";
import { isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { guardFolder } from "../../files/guard.ts";
import { isWebAddress } from "../../load/reference.ts";
import { locateDiagnostics } from "../../load/locate.ts";
import { TARGETS, DEFAULT_TARGETS } from "../../targets/registry.ts";
import type { GenerateResult } from "../generate-result.ts";
import { generate } from "../generate.ts";
import type { Host } from "../host.ts";
import { DEFAULT_CONFIG_FILE } from "../options.ts";
import { proposeNames, type Proposal } from "./propose.ts";

/** The root and the proposed names of a new project's document, or the diagnostics that prevent them. */
export type DocumentReading =
  | { readonly proposal: Proposal; readonly root: string }
  | { readonly diagnostics: readonly Diagnostic[]; readonly tops: ReadonlyMap<string, string> };

/** Reads the document before anything is asked or written. */
export async function readDocument(
  given: { readonly document: string; readonly top: string | undefined },
  host: Host,
): Promise<DocumentReading> {
  const root = rootOf(given.document, host.cwd);
  const config = withDefaults({}, host.cwd);
  const { trees, model, diagnostics } = await analyse({
    specs: [{ version: "document", roots: [root], ...(given.top === undefined ? {} : { top: given.top }) }],
    base: host.cwd,
    config,
  });
  const [version] = model?.versions ?? [];
  const [tree] = trees;
  if (version === undefined || tree === undefined || diagnostics.some(isError)) {
    const tops = new Map(trees.map(({ label, top }) => [label, top]));
    return { diagnostics: locateDiagnostics(diagnostics.filter(isError), trees, () => true), tops };
  }
  return { proposal: proposeNames(version, tree), root };
}

/**
 * The path of the document relative to the project's folder, with `/`, so that the configuration works on every
 * machine.
 */
function rootOf(document: string, cwd: string): string {
  if (isWebAddress(document)) return document;
  const path = relative(cwd, resolve(cwd, document)).replaceAll("\\", "/");
  return path === "" ? "." : path;
}

/** Writes configuration, ledger and first output together, or nothing. */
export function writeProject(
  { text, config }: { readonly text: string; readonly config: Config },
  host: Host,
): Promise<GenerateResult> {
  return generate({
    config,
    cwd: host.cwd,
    specs: [],
    out: undefined,
    targets: TARGETS.filter(({ name }) => DEFAULT_TARGETS.includes(name)),
    check: false,
    force: false,
    frozen: false,
    retire: false,
    printer: "documents",
    names: { names: undefined, overrides: undefined },
    packageRoot: host.packageRoot,
    process: host.process,
    beside: [
      {
        folder: guardFolder(dirname(resolve(host.cwd, DEFAULT_CONFIG_FILE))),
        path: DEFAULT_CONFIG_FILE,
        content: text,
      },
    ],
    onStage: host.showProgress,
    isShown: isError,
  });
}
