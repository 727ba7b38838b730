import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readSurface } from "../../generator/contract/read-surface.ts";
import type { Surface, SurfaceCall, SurfaceOperation } from "../../generator/contract/surface-format.ts";

export interface GenerateRun {
  readonly out: string;
  readonly stdout: string;
  readonly exitCode: number;
}

/** A fresh folder that goes with the machine's temporary files. */
export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `isc-sdkgen-${name}-`));
}

/** Runs the command line as a user would. */
export function runCli(args: readonly string[], cwd = "."): { stdout: string; stderr: string; exitCode: number } {
  try {
    const stdout = execFileSync(process.execPath, [resolve("dist/cli.js"), ...args], {
      cwd,
      encoding: "utf8",
      maxBuffer: 2 ** 30,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { stdout, stderr: "", exitCode: 0 };
  } catch (error) {
    const failure = error as { stdout: string; stderr: string; status: number };
    return { stdout: failure.stdout, stderr: failure.stderr, exitCode: failure.status };
  }
}

export function realRoot(date: string, version: string): string {
  return resolve(`../shared/specs/sailpoint-${date}/sailpoint-api.${version}.yaml`);
}

/**
 * The dates of the real specs that a test runs on: one, because the other shows little more and the tests of `.ci/run`
 * have twenty minutes; both with `ISC_REAL_ALL=1`. Says which one is left out.
 */
export function realDates(test: string, first: "2025-05-20" | "2025-11-20"): readonly string[] {
  const other = first === "2025-05-20" ? "2025-11-20" : "2025-05-20";
  if (hasAllReal()) return [first, other];
  process.stdout.write(`skipped: ${test} on ${other}; ISC_REAL_ALL=1 runs it\n`);
  return [first];
}

/** Whether the real tests run in full. */
export function hasAllReal(): boolean {
  return process.env["ISC_REAL_ALL"] !== undefined;
}

/** Generates from the real specs of a date into a folder that later calls of the same process share. */
const runs = new Map<string, GenerateRun>();

export function generateReal(date: string, args: readonly string[] = ["--target", "typescript"]): GenerateRun {
  const key = `${date} ${args.join(" ")}`;
  let run = runs.get(key);
  if (run === undefined) {
    const out = temporaryFolder(date);
    const { stdout, stderr, exitCode } = runCli([
      "generate",
      "--spec",
      `beta=${realRoot(date, "beta")}`,
      "--spec",
      `v2024=${realRoot(date, "v2024")}`,
      "--out",
      out,
      ...args,
    ]);
    run = { out, stdout: stdout + stderr, exitCode };
    runs.set(key, run);
  }
  return run;
}

/** Emits the package's ESM without checking it; gives the folder that `import` loads from. */
export function buildPackage(typescriptFolder: string): string {
  const dist = join(typescriptFolder, "dist/esm");
  if (existsSync(dist)) return dist;
  execFileSync(
    process.execPath,
    [resolve("node_modules/typescript/bin/tsc"), "-p", join(typescriptFolder, "tsconfig.esm.json"), "--noCheck"],
    { stdio: "inherit" },
  );
  return dist;
}

/** The `surface.json` of a run, checked against its schema. */
export function surfaceOf(out: string): Surface {
  const { value, problems } = readSurface(readFileSync(join(out, "surface.json"), "utf8"));
  if (value === undefined) throw new Error(problems.join("\n"));
  return value;
}

/** What an operation is called in TypeScript. */
export function typescriptCall({
  targets,
}: SurfaceOperation): SurfaceCall & Required<Pick<SurfaceCall, "class" | "property">> {
  const call = targets["typescript"];
  if (call?.class === undefined || call.property === undefined) throw new Error("the surface has no TypeScript names");
  return { ...call, class: call.class, property: call.property };
}

/** The argument that holds a parameter of the wire; a form's fields are members of the payload. */
export function argumentOf(call: SurfaceCall, place: string, wire: string | null): string | undefined {
  return call.parameters.find((parameter) => parameter.place === place && parameter.wire === wire)?.name;
}
