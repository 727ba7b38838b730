import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { analyse } from "../../generator/analyse.ts";
import { withDefaults } from "../../generator/config/read-config.ts";
import type { ApiVersion, Operation, Property } from "../../generator/model/model.ts";
import { indexDeclarations, objectOf, resolveUse } from "../../generator/model/uses.ts";

const root = resolve(import.meta.dirname, "../..");
const specs = resolve(root, "../shared/specs");

/** Operations that seem to start work, and that nothing waits for, though their answer has an id: why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      "POST /work-items/bulk-approve/{}",
      "POST /work-items/bulk-reject/{}",
      "POST /work-items/{}",
      "POST /work-items/{}/approve/{}",
      "POST /work-items/{}/reject/{}",
      "POST /work-items/{}/submit-account-selection",
    ].map((key) => [key, "a person does the work of a work item"]),
  ),
  "PATCH /campaigns/{}": "the change is done with the answer; the status is that of the campaign",
  "PATCH /form-instances/{}": "the change is done with the answer; a person fills the form in",
  "POST /form-instances": "a person fills the form in",
  "POST /beta/launchers/{}/launch": "no operation tells how far an interactive process is",
  "POST /launchers/{}/launch": "no operation tells how far an interactive process is",
  "POST /campaigns/{}/reassign": "beta has no operation that reads the task of a campaign",
  "POST /common-access": "a person reviews the item",
  "POST /identities/{}/synchronize-attributes": "no operation tells how far the job is",
  "POST /sources/{}/synchronize-attributes": "no operation tells how far the job is",
  "POST /sod-violations/check": "no operation tells how far the check is",
  "POST /suggested-entitlement-description-assignments": "people approve the assignment",
  "DELETE /identity-profiles/{}/lifecycle-states/{}":
    "the id is that of the state or of a task, and nothing tells which",
};

/** Why an operation seems to start work that goes on behind its answer; undefined where it does not. */
function signOf(operation: Operation, properties: readonly Property[], isPending: boolean): string | undefined {
  if (operation.intent === "read" || operation.method === "get") return undefined;
  if (operation.answers.some(({ status }) => status === "202")) return "202";
  const names = properties.map(({ wire }) => wire);
  if (names.some((name) => /^(?:task|job|batch|export|import|workflowExecution|interactiveProcess)_?id$/iu.test(name)))
    return "the id of a job";
  if (names.includes("id") && isPending) return "an id and a status that is pending";
  return /asynchronous|in the background|to follow the task/iu.test(operation.description)
    ? "the description"
    : undefined;
}

const NO_REASON = "nobody knows; add a row to specs/jobs.yaml, or a reason here";
const PENDING = /^(?:pending|queued|in[_ ]?progress|not_started|created|processing|running)$/iu;

/** `POST /x: 202, names no job`, for each operation without a row. */
function leftOut(version: ApiVersion): readonly string[] {
  const declarations = indexDeclarations(version);
  return version.operations.flatMap((operation) => {
    const { success } = operation;
    const uses = success.kind === "value" ? success.uses : [];
    const properties = uses.flatMap((use) => {
      const { use: resolved } = resolveUse(declarations, use);
      return objectOf(declarations, resolved.kind === "list" ? resolved.item : resolved)?.properties ?? [];
    });
    const isPending = properties.some(({ wire, use }) => {
      const { declaration } = resolveUse(declarations, use);
      return (
        /^(?:status|state|completionStatus|executionStatus)$/u.test(wire) &&
        declaration?.kind === "enum" &&
        declaration.values.some(({ value }) => PENDING.test(String(value)))
      );
    });
    const sign = signOf(operation, properties, isPending);
    if (sign === undefined || operation.job !== undefined) return [];
    const hasId = properties.some(({ wire }) => /id$/iu.test(wire));
    const why = hasId ? (LEFT_OUT[operation.key] ?? NO_REASON) : "its answer names no job";
    return [`${version.label} ${operation.key} (${sign}): ${why}`];
  });
}

describe.each(["sailpoint-2025-05-20", "sailpoint-2025-11-20"])("jobs of %s", (date) => {
  it("has a row for every operation that starts work, or says why there is none", async () => {
    const { model, diagnostics } = await analyse({
      specs: ["beta", "v2024"].map((version) => ({
        version,
        roots: [join(specs, date, `sailpoint-api.${version}.yaml`)],
      })),
      base: "/",
      config: { ...withDefaults({}, root), jobs: "specs/jobs.yaml" },
    });
    const found = (model?.versions ?? []).flatMap((version) => leftOut(version));
    expect(found.filter((line) => line.endsWith(NO_REASON))).toEqual([]);
    await expect(`${[...found].sort().join("\n")}\n`).toMatchFileSnapshot(`jobs-left-out-${date.slice(10)}.txt`);
    expect(diagnostics.filter(({ code }) => code === "job-row").map(({ message }) => message)).toEqual(
      date === "sailpoint-2025-11-20"
        ? []
        : [
            "the row POST /sources/{}/load-entitlements of the table of jobs does not match the spec of v2024: the spec has no operation POST /sources/{}/load-entitlements",
          ],
    );
  });
});
