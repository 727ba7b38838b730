import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Builds the command that some tests start, and says out loud what will not run here. */
export default function setup(): void {
  execFileSync(process.execPath, ["build.mjs"], { stdio: "inherit" });
  // Heavy tools are packages of their own, so that the project's own install stays light.
  for (const folder of ["test/docs", "test/sdk-tools"]) {
    if (existsSync(`${folder}/node_modules`)) continue;
    execFileSync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--silent"], {
      stdio: "inherit",
      shell: process.platform === "win32",
    });
  }
  if (!existsSync("../shared/specs"))
    process.stdout.write("skipped: the real specs are not here (../shared/specs); npm run test:real needs them\n");
  else if (process.env["VITEST_REAL"] === undefined)
    process.stdout.write("skipped here: tests on the real specs; npm run test:real runs them\n");
}
