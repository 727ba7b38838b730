import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

/** The value behind `--name`. */
export function option(name) {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? undefined : (process.argv[index + 1] ?? "");
}

/** The SDK of the real specs, or of those in the project. */
export function makeSdk(work) {
  const specs = join(root, "../shared/specs/sailpoint-2025-05-20");
  const given = existsSync(specs)
    ? ["beta", "v2024"].flatMap((version) => ["--spec", `${version}=${join(specs, `sailpoint-api.${version}.yaml`)}`])
    : [];
  if (given.length === 0)
    process.stdout.write("skipped: the real specs are absent, the small ones of the project stand in\n");
  const out = join(work, "sdk");
  const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: "ignore" });
  run(
    process.execPath,
    [join(root, "dist/cli.js"), "generate", ...given, "--out", out, "--target", "typescript"],
    root,
  );
  run(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.esm.json"],
    join(out, "typescript"),
  );
  return out;
}
