import { execFileSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";

/** The tools' own folder, with its `node_modules`. */
export const TOOLS = resolve("test/sdk-tools");

/** A file of an installed tool. */
export function toolPath(...parts: readonly string[]): string {
  return join(TOOLS, "node_modules", ...parts);
}

/** Builds an emitted package as its own `npm run build` does, with the tools' compiler and bundler; gives its folder. */
export function buildPublished(typescriptFolder: string): string {
  if (!existsSync(join(typescriptFolder, "node_modules")))
    symlinkSync(join(TOOLS, "node_modules"), join(typescriptFolder, "node_modules"), "junction");
  if (!existsSync(join(typescriptFolder, "dist/cjs/package.json")))
    execFileSync("npm", ["run", "--silent", "build"], {
      cwd: typescriptFolder,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    });
  return typescriptFolder;
}
