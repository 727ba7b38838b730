import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findComplete } from "../powershell/engine.mjs";
import { temporaryFolder } from "../support/generated.ts";
import { rootOf } from "../support/spec.ts";
import { makeRepository } from "../support/spec-repository.ts";
import { readWorkflows } from "../support/workflow.ts";
import { startRegistry, type Registry } from "./registry.ts";
import { NOT_RUN, runJob, type JobRun } from "./run-job.ts";

const UPDATE = ".github/workflows/update-specs.yml";
const RELEASE = ".github/workflows/release.yml";

function specOf(...ids: readonly string[]): string {
  return rootOf({
    paths: ids
      .map(
        (id) => `/${id}:\n  get: { operationId: ${id}, tags: [Things], responses: { '204': { description: Done } } }`,
      )
      .join("\n"),
  });
}

/** Every step that has run here, of any workflow. */
const seen = new Set<string>();

/** The vendor's repository, the project's, and a checkout of it. */
function makeProject() {
  const vendor = makeRepository([["Things", { "idn/beta.yaml": specOf("listThings") }]]);
  const home = temporaryFolder("workflows");
  const folder = join(home, "checkout");
  const origin = join(home, "project.git");
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=n", "-c", "user.email=n@x.example", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  execFileSync("git", ["init", "-q", "--bare", "-b", "main", origin]);
  execFileSync("git", ["clone", "-q", origin, folder], { stdio: "ignore" });
  git("checkout", "-q", "-B", "main");
  // The command is the one that was built here.
  symlinkSync(resolve("dist"), join(folder, "dist"));
  writeFileSync(join(folder, ".git/info/exclude"), "dist\nnode_modules/\n");
  writeFileSync(
    join(folder, "isc-sdkgen.config.json"),
    `${JSON.stringify(
      {
        specs: { beta: { roots: ["specs/beta.yaml"] } },
        pull: { source: vendor.bare, ref: "main" },
        names: "specs/names.lock.json",
        typescript: { name: "isc-sdk", version: "0.1.0" },
        powershell: { name: "IscSdk", version: "0.1.0" },
      },
      undefined,
      2,
    )}\n`,
  );
  const commit = (subject: string): void => {
    git("add", "-A");
    git("commit", "-q", "-m", subject);
    git("push", "-q", "origin", "HEAD:main");
  };
  const command = (...args: readonly string[]): string =>
    execFileSync(process.execPath, ["dist/cli.js", ...args], { cwd: folder, encoding: "utf8" });
  command("pull");
  command("generate");
  commit("The first specs");
  return { vendor, folder, git, commit, command };
}

describe("the workflows, step by step from their files", () => {
  const complete = findComplete();
  const pwsh = complete === undefined ? undefined : (complete.command ?? "pwsh");
  if (pwsh === undefined) process.stdout.write("skipped: publishing modules, for there is neither pwsh nor .NET\n");
  const project = makeProject();
  const { vendor, folder, git, commit, command } = project;
  const feed = temporaryFolder("feed");
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
    if (pwsh !== undefined)
      execFileSync(pwsh, [
        "-NoLogo",
        "-NoProfile",
        "-Command",
        `Unregister-PSResourceRepository IscSdkTest -ErrorAction SilentlyContinue; Register-PSResourceRepository -Name IscSdkTest -Uri '${feed}' -Trusted`,
      ]);
  });
  afterAll(() => {
    registry.stop();
    if (pwsh !== undefined)
      execFileSync(pwsh, ["-NoLogo", "-NoProfile", "-Command", "Unregister-PSResourceRepository IscSdkTest"]);
  });

  const run = (path: string, job: string, more: Partial<Parameters<typeof runJob>[0]> = {}): JobRun => {
    const result = runJob({ path, job, folder, ...(pwsh === undefined ? {} : { pwsh }), ...more });
    for (const step of result.ran) seen.add(`${path} ${step}`);
    if (result.failed !== undefined) throw new Error(`${result.failed.step} failed:\n${result.output}`);
    return result;
  };

  /** The whole release: what is planned is published and tagged. */
  const release = (): Readonly<Record<string, string>> => {
    const { contexts } = run(RELEASE, "plan");
    const [npm = "", powershell = ""] = [contexts["steps.plan.outputs.npm"], contexts["steps.plan.outputs.powershell"]];
    const needs = { "needs.plan.outputs.npm": npm, "needs.plan.outputs.powershell": powershell };
    const shared = { contexts: needs };
    if (npm !== "") run(RELEASE, "npm", { ...shared, env: { ...registry.env, PROVENANCE: "false" } });
    if (powershell !== "" && pwsh !== undefined)
      run(RELEASE, "powershell", { ...shared, env: { REPOSITORY: "IscSdkTest", GALLERY_KEY: "none" } });
    if (npm !== "" || powershell !== "") run(RELEASE, "tag", shared);
    return { npm, powershell };
  };
  const published = (): unknown =>
    JSON.parse(
      execFileSync("npm", ["view", "isc-sdk", "versions", "--json"], {
        encoding: "utf8",
        env: { ...process.env, ...registry.env },
      }),
    );

  it("publishes the first versions once, and tags them", () => {
    expect(release()).toEqual({ npm: "isc-sdk@0.1.0", powershell: "IscSdk@0.1.0" });
    expect([published()].flat()).toEqual(["0.1.0"]);
    expect(
      git("ls-remote", "--tags", "origin")
        .split("\n")
        .map((line) => line.split("/").at(-1))
        .sort(),
    ).toEqual(["IscSdk@0.1.0", "isc-sdk@0.1.0"]);
    // A second run finds nothing to do, and one that was stopped before its tags publishes nothing twice.
    expect(release()).toEqual({ npm: "", powershell: "" });
    const again = {
      contexts: { "needs.plan.outputs.npm": "isc-sdk@0.1.0", "needs.plan.outputs.powershell": "IscSdk@0.1.0" },
    };
    expect(run(RELEASE, "npm", { ...again, env: registry.env }).output).toContain("is there already");
    if (pwsh !== undefined) {
      const { output } = run(RELEASE, "powershell", {
        ...again,
        env: { REPOSITORY: "IscSdkTest", GALLERY_KEY: "none" },
      });
      expect(output.match(/is there already/gu)).toHaveLength(2);
    }
  });

  it("gives what was published to those who install it", () => {
    const consumer = temporaryFolder("consumer");
    const env = { ...process.env, ...registry.env };
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "isc-sdk@0.1.0"], {
      cwd: consumer,
      env,
      stdio: "ignore",
    });
    const { version } = JSON.parse(readFileSync(join(consumer, "node_modules/isc-sdk/package.json"), "utf8")) as {
      version: string;
    };
    expect(version).toBe("0.1.0");
    expect(existsSync(join(consumer, "node_modules/isc-sdk/dist/esm/index.js"))).toBe(true);
    if (pwsh === undefined) return;
    execFileSync(pwsh, [
      "-NoLogo",
      "-NoProfile",
      "-Command",
      `Save-PSResource IscSdk, IscSdk.Beta -Repository IscSdkTest -Path '${consumer}' -TrustRepository`,
    ]);
    expect(existsSync(join(consumer, "IscSdk/0.1.0/IscSdk.psd1"))).toBe(true);
    expect(existsSync(join(consumer, "IscSdk.Beta/0.1.0/IscSdk.Beta.psd1"))).toBe(true);
  });

  it("does nothing where the vendor has nothing new", () => {
    const { ran, contexts } = run(UPDATE, "update");
    expect(ran).toEqual(["Pull"]);
    expect(contexts["steps.pull.outputs.changed"]).toBe("false");
    expect(git("status", "--porcelain")).toBe("");
  });

  it("brings five commits as one update with diff, verdict, page and changelogs, and nothing the second time", () => {
    const before = git("rev-parse", "HEAD");
    const ids = ["listThings", "listRoles", "listUsers", "listApps", "listJobs"];
    for (const [index, id] of ids.slice(1).entries())
      vendor.commit(`Add ${id}`, { "idn/beta.yaml": specOf(...ids.slice(0, index + 2)) });
    const last = vendor.commit("Remove things", { "idn/beta.yaml": specOf(...ids.slice(1)) });
    const { ran, contexts, summary, temp } = run(UPDATE, "update");
    expect(ran).toEqual(["Pull", "Generate", "Compare with the last release", "Decide versions and changelogs"]);
    expect(contexts).toMatchObject({
      "steps.pull.outputs.commit": last,
      "steps.compare.outputs.from": expect.stringMatching(/^git:(?:isc-sdk|IscSdk)@0\.1\.0$/u) as string,
      "steps.compare.outputs.verdict": "powershell major, typescript major",
    });
    const pulled = JSON.parse(readFileSync(join(temp, "pull.json"), "utf8")) as { commits: readonly unknown[] };
    expect(pulled.commits).toHaveLength(5);
    expect(readFileSync(join(temp, "changes.html"), "utf8")).toContain("listThings");
    expect(summary).toContain("listThings");
    expect(readFileSync(join(temp, "pull-request.md"), "utf8")).toContain("0.2.0");
    const config = JSON.parse(readFileSync(join(folder, "isc-sdkgen.config.json"), "utf8")) as Record<
      string,
      { version: string }
    >;
    expect([config["typescript"]?.version, config["powershell"]?.version]).toEqual(["0.2.0", "0.2.0"]);
    expect(readFileSync(join(folder, "changelogs/typescript.md"), "utf8")).toContain("listRoles");
    // A dry run of the same release plans nothing more.
    const dry = command("release", "--from", "isc-sdk@0.1.0", "--dry-run");
    expect(dry).toContain("0.2.0");
    const changed = git("status", "--porcelain");
    command("release", "--from", "isc-sdk@0.1.0");
    expect(git("status", "--porcelain")).toBe(changed);
    // The pull request is merged.
    commit("Specs of the vendor");
    expect(git("rev-parse", "HEAD~1")).toBe(before);
    expect(run(UPDATE, "update").ran).toEqual(["Pull"]);
    expect(git("status", "--porcelain")).toBe("");
  });

  it("changes nothing where the new specs are broken", () => {
    vendor.commit("Broken", { "idn/beta.yaml": "openapi: [" });
    const result = runJob({ path: UPDATE, job: "update", folder });
    expect(result.failed).toEqual({ step: "Pull", exitCode: 1 });
    expect(git("status", "--porcelain")).toBe("");
  });

  it("publishes what was merged", () => {
    expect(release()).toEqual({ npm: "isc-sdk@0.2.0", powershell: "IscSdk@0.2.0" });
    expect(published()).toEqual(["0.1.0", "0.2.0"]);
  });

  it("tells a pull request what it does to the public API", () => {
    const { summary, temp } = run(".github/workflows/ci.yml", "changes", {
      contexts: { "github.event.pull_request.base.sha": git("rev-parse", "HEAD~1") },
    });
    expect(summary).toContain("listThings");
    expect(readFileSync(join(temp, "changes.html"), "utf8")).toContain("<html");
  });

  it("serves other repositories: lint, check, and a comparison that fails on request", () => {
    // What npx would install is the command that was built here.
    const programs = join(temporaryFolder("programs"), "bin");
    mkdirSync(programs);
    writeFileSync(
      join(programs, "npx"),
      `#!/bin/sh\n[ "$1 $2" = "--yes isc-sdkgen@latest" ] || exit 9\nshift 2\nexec node "${resolve("dist/cli.js")}" "$@"\n`,
      {
        mode: 0o755,
      },
    );
    const env = { PATH: `${programs}${delimiter}${process.env["PATH"] ?? ""}` };
    const inputs = {
      "inputs.version": "latest",
      "inputs.config": "isc-sdkgen.config.json",
      "inputs.working-directory": ".",
      "inputs.base": "isc-sdk@0.1.0",
      "inputs.fail-on": "",
    };
    const { contexts, summary } = run("action.yml", "action", { env, contexts: inputs });
    expect(contexts["steps.compare.outputs.verdict"]).toBe("powershell major, typescript major");
    expect(summary).toContain("listThings");
    const strict = runJob({
      path: "action.yml",
      job: "action",
      folder,
      env,
      contexts: { ...inputs, "inputs.fail-on": "breaking" },
    });
    expect(strict.failed).toEqual({ step: "Compare with the base", exitCode: 3 });
    const without = run("action.yml", "action", { env, contexts: { ...inputs, "inputs.base": "" } });
    expect(without.ran).toEqual(["Lint the specs", "Check the output"]);
  });

  it("has run every step that can run here", () => {
    const all = readWorkflows().flatMap(({ path, jobs }) =>
      Object.values(jobs).flatMap(({ steps }) =>
        steps
          .filter(({ run: script, name = "" }) => script !== undefined && NOT_RUN[name] === undefined)
          .map(({ name = "" }) => `${path} ${name}`),
      ),
    );
    const without = pwsh === undefined ? [`${RELEASE} Publish to the PowerShell Gallery`] : [];
    expect(all.filter((step) => !seen.has(step))).toEqual(without);
  });
});
