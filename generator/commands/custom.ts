import { hash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { normaliseOwnPath } from "../config/own-paths.ts";
import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { guardFolder, type GuardedFolder } from "../files/guard.ts";
import { explainSystemError } from "../files/system-error.ts";
import { compareText } from "../model/order.ts";
import { customAsset, CUSTOM_TARGETS, type CustomTarget } from "../targets/custom.ts";

const unusableCustom = defineDiagnostic<{ path: string; reason: string }>({
  code: "custom-folder",
  message: ({ path, reason }) => `${path} cannot be custom code: ${reason}`,
  action: () => 'correct it, or change the key "custom" of the configuration, then run isc-sdkgen generate again',
});

/** The file names that the custom code of a target may have. */
const FILE_NAMES: Readonly<Record<CustomTarget, RegExp>> = {
  typescript: /^[A-Za-z0-9_][A-Za-z0-9_-]*(?<!\.d)\.ts$/u,
  powershell: /^[A-Za-z0-9_][A-Za-z0-9_.-]*\.ps1$/iu,
};
const FOLDER_NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/u;

/** The files of custom code, or why they cannot be used. */
export interface CustomReading {
  /** The files as assets: see `customAsset`. */
  readonly assets: ReadonlyMap<string, string>;
  /** One hash over all files; undefined if the configuration names no folder. */
  readonly hash: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the folders of custom code. No link is followed, and nothing outside the folders is read. */
export function readCustom(config: Config): CustomReading {
  const folder = guardFolder(config.base);
  const assets = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const named = CUSTOM_TARGETS.filter((target) => config.custom[target] !== undefined);
  for (const target of named) {
    const top = normaliseOwnPath(config.custom[target] ?? "");
    const { files, problems } = filesBelow(folder, { top, target });
    for (const { path, reason } of problems)
      diagnostics.push(diagnose(unusableCustom, { path: join(config.base, path), reason }));
    for (const [path, text] of files) assets.set(customAsset(target, path.slice(top.length + 1)), text);
  }
  const lines = [...assets].map(([path, text]) => `${path}\0${text}\0`).join("");
  return { assets, hash: named.length === 0 ? undefined : hash("sha256", lines, "hex"), diagnostics };
}

interface Files {
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
}

function filesBelow(folder: GuardedFolder, at: { readonly top: string; readonly target: CustomTarget }): Files {
  const { top, target } = at;
  const files: (readonly [string, string])[] = [];
  const problems: { path: string; reason: string }[] = [];
  const visit = (path: string): void => {
    // The guard refuses a link in the path and a link as its last part.
    folder.status(`${path}/-`);
    const entries = readdirSync(join(folder.root, path), { withFileTypes: true });
    for (const entry of entries.sort((left, right) => compareText(left.name, right.name))) {
      const below = `${path}/${entry.name}`;
      const refuse = (reason: string): void => void problems.push({ path: below, reason });
      if (entry.isSymbolicLink()) refuse("it is a symbolic link, which is not followed");
      else if (entry.isDirectory()) {
        if (FOLDER_NAME.test(entry.name)) visit(below);
        else refuse("the name of a folder must have only letters, digits, _ and -");
      } else if (!entry.isFile()) refuse("it is not a regular file");
      else if (!FILE_NAMES[target].test(entry.name))
        refuse(`custom ${target} code must be a ${EXTENSIONS[target]} file with a plain name`);
      else files.push([below, (folder.read(below)?.toString("utf8") ?? "").replaceAll("\r\n", "\n")]);
    }
  };
  try {
    visit(top);
  } catch (error) {
    problems.push({ path: top, reason: explainSystemError(error).reason });
  }
  return { files, problems };
}

const EXTENSIONS: Readonly<Record<CustomTarget, string>> = { typescript: ".ts", powershell: ".ps1" };
