import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";

/** Builds the emitted package's ESM once, without checking it, and links it below `work/node_modules`. */
export function buildPackage(root, work) {
  const package_ = resolve(root, "typescript");
  const dist = join(package_, "dist");
  if (!existsSync(join(dist, "esm"))) {
    const tsc = resolve(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
    const built = spawnSync(process.execPath, [tsc, "-p", join(package_, "tsconfig.esm.json"), "--noCheck"], {
      encoding: "utf8",
    });
    if (built.status !== 0) throw new Error(`the package does not build:\n${built.stdout}`);
  }
  const { name } = JSON.parse(readFileSync(join(package_, "package.json"), "utf8"));
  const link = join(work, "node_modules", name);
  mkdirSync(join(link, ".."), { recursive: true });
  rmSync(link, { force: true, recursive: true });
  symlinkSync(package_, link, "junction");
  return dist;
}
