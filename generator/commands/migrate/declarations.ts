import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SdkDeclarations } from "../../migration/code/project.ts";

interface Manifest {
  readonly name?: string;
  readonly types?: string;
  readonly typesVersions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * Finds the declarations of the generated package: in the folder itself if it is a package, else in the folder
 * `typescript` of an output. A package that is not built has its sources instead. Returns undefined if neither is there.
 */
export function findDeclarations(folder: string): SdkDeclarations | undefined {
  const home = [folder, join(folder, "typescript")].find((path) => existsSync(join(path, "package.json")));
  if (home === undefined) return undefined;
  const manifest = readManifest(join(home, "package.json"));
  if (manifest?.name === undefined || manifest.types === undefined) return undefined;
  const { name } = manifest;
  const files = new Map<string, string>();
  const add = (path: string, declarations: string): void => {
    const file = [declarations, declarations.replace(/^\.\/dist\/(?:cjs|esm)\//u, "./src/").replace(/\.d\.ts$/u, ".ts")]
      .map((relative) => join(home, relative))
      .find((full) => existsSync(full));
    if (file !== undefined) files.set(path, file);
  };
  add(name, manifest.types);
  for (const [path, [declarations = ""]] of Object.entries(manifest.typesVersions?.["*"] ?? {}))
    add(`${name}/${path}`, declarations);
  return files.has(name) ? { name, files } : undefined;
}

function readManifest(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}
