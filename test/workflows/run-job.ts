import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { jobOf, type WorkflowStep } from "../support/workflow.ts";

/** Steps that are not run here, each with the reason. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  Install: "the checkout has its packages, and the command is built",
  Test: "it is .ci/run, which runs this suite's neighbours",
};

export interface JobInput {
  readonly path: string;
  readonly job: string;
  /** The checkout. */
  readonly folder: string;
  /** What expressions name: `inputs.ref`, `needs.plan.outputs.npm`. Steps add their outputs. */
  readonly contexts?: Readonly<Record<string, string>>;
  /** What stands in for the world: registries, programs. */
  readonly env?: Readonly<Record<string, string>>;
  /** The command of PowerShell. */
  readonly pwsh?: string;
}

/** What a job came to. */
export interface JobRun {
  /** The names of the steps that ran. */
  readonly ran: readonly string[];
  readonly contexts: Readonly<Record<string, string>>;
  readonly output: string;
  readonly summary: string;
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  /** The step that failed, and its exit code. */
  readonly failed?: { readonly step: string; readonly exitCode: number | null };
}

/** Runs the `run` steps of a job from the workflow's own file, as the runner does. */
export function runJob(input: JobInput): JobRun {
  const temp = mkdtempSync(join(tmpdir(), "isc-sdkgen-job-"));
  mkdirSync(join(temp, "scripts"));
  const contexts: Record<string, string> = { ...input.contexts, "runner.temp": temp };
  const ran: string[] = [];
  let [output, summary] = ["", ""];
  for (const [index, step] of jobOf(input.path, input.job).steps.entries()) {
    const name = step.name ?? step.uses ?? step.run ?? "";
    if (step.run === undefined || NOT_RUN[name] !== undefined || !isWanted(step.if, contexts)) continue;
    ran.push(name);
    const files = {
      GITHUB_OUTPUT: join(temp, `output-${String(index)}`),
      GITHUB_STEP_SUMMARY: join(temp, `summary-${String(index)}`),
    };
    for (const file of Object.values(files)) writeFileSync(file, "");
    const result = runStep({ ...step, run: step.run }, { input, contexts, temp, files });
    output += result.output;
    summary += readFileSync(files.GITHUB_STEP_SUMMARY, "utf8");
    if (result.exitCode !== 0)
      return { ran, contexts, output, summary, temp, failed: { step: name, exitCode: result.exitCode } };
    for (const line of readFileSync(files.GITHUB_OUTPUT, "utf8").split("\n")) {
      const [, key = "", value = ""] = /^([\w-]+)=(.*)$/u.exec(line) ?? [];
      if (key !== "") contexts[`steps.${step.id ?? ""}.outputs.${key}`] = value;
    }
  }
  return { ran, contexts, output, summary, temp };
}

interface StepAt {
  readonly input: JobInput;
  readonly contexts: Readonly<Record<string, string>>;
  readonly temp: string;
  readonly files: Readonly<Record<string, string>>;
}

function runStep(
  step: WorkflowStep & { readonly run: string },
  { input, contexts, temp, files }: StepAt,
): { readonly exitCode: number | null; readonly output: string } {
  const env = Object.fromEntries(
    Object.entries(step.env ?? {}).map(([key, value]) => [key, fill(String(value), contexts)]),
  );
  const isPwsh = step.shell === "pwsh";
  const script = join(temp, "scripts", isPwsh ? "step.ps1" : "step.sh");
  writeFileSync(script, step.run);
  const [command, args] = isPwsh
    ? [input.pwsh ?? "pwsh", ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", script]]
    : ["bash", ["--noprofile", "--norc", "-eo", "pipefail", script]];
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: resolve(input.folder, fill(step["working-directory"] ?? ".", contexts)),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, CI: "true", RUNNER_TEMP: temp, ...files, ...env, ...input.env },
  });
  return { exitCode: status, output: stdout + stderr };
}

/** An expression of a step with what the contexts have for it; one that they lack is empty, as on GitHub. */
function fill(text: string, contexts: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{ *([\w.-]+) *\}\}/gu, (_, name: string) => contexts[name] ?? "");
}

/** The conditions of our steps: `a.b == 'c'` or `a.b != 'c'`. */
function isWanted(condition: string | undefined, contexts: Readonly<Record<string, string>>): boolean {
  if (condition === undefined) return true;
  const [, name, operator, value] = /^([\w.-]+) (==|!=) '([^']*)'$/u.exec(condition) ?? [];
  if (name === undefined) throw new Error(`the condition is not understood here: ${condition}`);
  return ((contexts[name] ?? "") === value) === (operator === "==");
}
