import { readdirSync, readFileSync } from "node:fs";
import yaml from "js-yaml";

/** A step of a job or of a composite action. */
export interface WorkflowStep {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

export interface WorkflowJob {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly WorkflowStep[];
}

/** A workflow, or a composite action as a workflow with one job. */
export interface Workflow {
  readonly path: string;
  readonly text: string;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

/** The workflows of the repository, and the action for others. */
export function readWorkflows(): readonly Workflow[] {
  const paths = [...readdirSync(".github/workflows").map((file) => `.github/workflows/${file}`), "action.yml"];
  return paths.map((path) => {
    const text = readFileSync(path, "utf8");
    const { permissions, jobs, runs } = yaml.load(text) as {
      readonly permissions?: unknown;
      readonly jobs?: Workflow["jobs"];
      readonly runs?: WorkflowJob;
    };
    return { path, text, permissions, jobs: jobs ?? (runs === undefined ? {} : { action: runs }) };
  });
}

export function jobOf(path: string, job: string): WorkflowJob {
  const found = readWorkflows().find((workflow) => workflow.path === path)?.jobs[job];
  if (found === undefined) throw new Error(`${path} has no job ${job}`);
  return found;
}
