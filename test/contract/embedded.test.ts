import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildPackage, surfaceOf, runCli, temporaryFolder } from "../support/generated.ts";
import { readRawSpec, type HandRepairs, type RawOperation } from "./raw-spec.ts";
import { runContract } from "./run.ts";

const NONE: HandRepairs = { renamed: {}, synthesised: {}, dropped: {}, sentPaths: {}, patchLists: [], patchItems: [] };

/** The repairs the embedded specs need, by hand; specs/README.md says where they are planted. */
const REPAIRS: Readonly<Record<string, HandRepairs>> = {
  beta: { ...NONE, sentPaths: { "POST /beta/launchers/{launcherID}/launch": "/launchers/{launcherID}/launch" } },
  v2024: {
    ...NONE,
    renamed: { "POST /identities/{id}/reset": ["identityId", "id"] },
    synthesised: { "GET /mail-from-attributes/{identity}": "identity" },
    // The spec's path lacks the placeholder of its own path parameter.
    sentPaths: {
      "GET /roles/access-model-metadata/bulk-update/id": "/roles/access-model-metadata/bulk-update/{id}",
    },
    dropped: {
      "PATCH /role-mining-potential-roles/{potentialRoleId}": ["sessionId"],
    },
    patchLists: ["PATCH /tenant-context"],
  },
};

describe("every operation of the embedded specs, sent through the generated client", () => {
  let out: string;
  let raw: RawOperation[];

  beforeAll(() => {
    out = temporaryFolder("embedded");
    expect(runCli(["generate", "--target", "typescript", "--out", out]).exitCode).toBe(0);
    raw = ["beta", "v2024"].flatMap((version) =>
      readRawSpec(resolve(`specs/sailpoint-api.${version}.yaml`), version, REPAIRS[version] ?? NONE),
    );
  });

  it("arrives as the raw spec says", async () => {
    const results = await runContract({ dist: buildPackage(join(out, "typescript")), surface: surfaceOf(out), raw });
    expect(results.length).toBe(72);
    expect(results.filter((result) => result.problems.length > 0)).toEqual([]);
  });

  it("is noticed when it lacks any one parameter", async () => {
    const surface = surfaceOf(out);
    const dist = buildPackage(join(out, "typescript"));
    const operation = raw.find(
      (candidate) => candidate.operationId === "listIdentities" && candidate.version === "beta",
    );
    for (const { in: place, name } of operation?.parameters ?? []) {
      const without = {
        ...surface,
        operations: surface.operations.map((entry) => ({
          ...entry,
          targets: Object.fromEntries(
            Object.entries(entry.targets).map(([target, call]) => [
              target,
              {
                ...call,
                parameters: call.parameters.filter((parameter) => parameter.place !== place || parameter.wire !== name),
              },
            ]),
          ),
        })),
      };
      const [result] = await runContract({ dist, surface: without, raw: operation === undefined ? [] : [operation] });
      expect(result?.problems.join("; ")).toContain(`${place} ${name}`);
    }
  });
});
