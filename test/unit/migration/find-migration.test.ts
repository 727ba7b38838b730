import { describe, expect, it } from "vitest";
import type { Surface } from "../../../generator/contract/surface-format.ts";
import { findMigration } from "../../../generator/migration/find-migration.ts";
import type { MigrationFacts } from "../../../generator/migration/facts.ts";
import { treeOf } from "../../support/spec.ts";
import { contractOf } from "../../support/surface.ts";
import { BETA, NEXT } from "./two-versions.ts";

async function surfaceOf(texts: Readonly<Record<string, string>>): Promise<Surface> {
  const trees = Object.entries(texts).map(([label, text]) => ({ ...treeOf({ [`${label}.yaml`]: text }), label }));
  return (await contractOf(trees)).surface;
}

async function migrate(from: string, to: string): Promise<MigrationFacts> {
  const surface = await surfaceOf({ beta: from, v2024: to });
  return findMigration({ from: { surface, version: "beta" }, to: { surface, version: "v2024" } });
}

const facts = migrate(BETA, NEXT);

/** A spec of some operations, each `GET /path id`. */
function specOf(version: string, ...operations: readonly string[]): string {
  const paths: Record<string, Record<string, object>> = {};
  for (const text of operations) {
    const [method = "", path = "", operationId = ""] = text.split(" ");
    const parameters = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    }));
    const responses = { "204": { description: "done" } };
    paths[path] = { ...paths[path], [method.toLowerCase()]: { operationId, tags: ["Things"], parameters, responses } };
  }
  const servers = [{ url: `https://x.example/${version}` }];
  return JSON.stringify({ openapi: "3.0.1", info: { title: "t", version: "1" }, servers, paths });
}

describe("the operations of two versions are paired", () => {
  it.each([
    ["by endpoint, whatever the placeholder is called", "GET /a/{id} getA", "GET /a/{key} getIt", "endpoint", false],
    ["by endpoint, without the version in the path", "GET /a/{id} getA", "GET /a/v1/{id} getAV1", "endpoint", false],
    ["by endpoint, where the path says the version twice", "GET /beta/a getA", "GET /a/v1 other", "endpoint", false],
    ["by id, where the path is another", "GET /a getA", "GET /things/a getA", "id", true],
    ["by id, whose version is set aside", "GET /a getA", "GET /things/a getAV2", "id", true],
  ] as const)("%s", async (_, from, to, matchedBy, isMoved) => {
    const { operations } = await migrate(specOf("beta", from), specOf("v2024", to));
    expect(operations.map((entry) => [entry.matchedBy, entry.isMoved])).toEqual([[matchedBy, isMoved]]);
  });

  it("with the newest of several, one with one", async () => {
    const { operations, addedOperations } = await migrate(
      specOf("beta", "GET /a getA"),
      specOf("v2024", "GET /a/v1 getAV1", "GET /a/v2 getAV2"),
    );
    expect(operations.map(({ to }) => to.key)).toEqual(["GET /a/v2"]);
    expect(addedOperations.map(({ place }) => place.key)).toEqual(["GET /a/v1"]);
  });

  it("and not where nothing is common", async () => {
    const { operations, removedOperations } = await migrate(specOf("beta", "GET /a getA"), specOf("v2024", "GET /b b"));
    expect(operations).toEqual([]);
    expect(removedOperations.map(({ place, replacement }) => [place.key, replacement])).toEqual([
      ["GET /a", undefined],
    ]);
  });

  it("and the endpoint's newest operation stands in for one that is gone", async () => {
    const { removedOperations } = await migrate(
      specOf("beta", "GET /a/v1 getAV1", "GET /a/v2 getAV2"),
      specOf("v2024", "GET /a/v3 getAV3"),
    );
    expect(removedOperations.map(({ place, replacement }) => [place.key, replacement?.key])).toEqual([
      ["GET /a/v1", "GET /a/v3"],
    ]);
  });
});

describe("the facts of a migration", () => {
  it("are what is the same, renamed, moved, gone and new", async () => {
    const { operations, removedOperations, addedOperations, ...rest } = await facts;
    const shown = operations.map(({ from, to, isMoved, targets }) => [
      from.key,
      to.key,
      isMoved,
      targets["typescript"]?.isRenamed,
      targets["powershell"]?.isRenamed,
    ]);
    expect(shown).toEqual([
      ["GET /people/{}", "GET /identities/{}", true, false, false],
      ["GET /roles", "GET /roles", false, false, false],
      ["GET /roles/{}", "GET /roles/{}", false, true, false],
      ["PUT /roles/{}/owner", "PUT /roles/{}/owner", false, false, false],
    ]);
    expect(removedOperations.map(({ place }) => place.key)).toEqual(["DELETE /roles/{}", "GET /teams"]);
    expect(addedOperations.map(({ place }) => place.key)).toEqual(["GET /groups"]);
    expect(rest.from.targets).toEqual({
      powershell: { module: "IscSdk.Beta", prefix: "Beta" },
      typescript: { module: "isc-sdk/beta", property: "beta" },
    });
  });

  it("are the parameters, whatever they are called", async () => {
    const moves = (key: string) => async (): Promise<readonly (readonly (string | undefined)[])[]> =>
      ((await facts).operations.find(({ to }) => to.key === key)?.targets["typescript"]?.parameters ?? []).map(
        ({ from, to }) => [from?.name, to?.name],
      );
    expect(await moves("GET /roles/{}")()).toEqual([["id", "roleId"]]);
    expect(await moves("GET /roles")()).toEqual([["filters", undefined]]);
    expect(await moves("PUT /roles/{}/owner")()).toEqual([
      [undefined, "notify"],
      ["body", "body"],
      ["id", "id"],
    ]);
  });

  it("are models by what stands at their places", async () => {
    const { models, removedModels } = await facts;
    const names = models.map(({ targets }) => [targets["typescript"]?.from.name, targets["typescript"]?.to.name]);
    expect(names).toContainEqual(["OwnerRef", "Owner"]);
    expect(names).toContainEqual(["Role", "Role"]);
    expect(removedModels).toEqual([]);
    const kind = models.find(({ from }) => from.endsWith("/kind"));
    expect(kind?.values).toEqual({ removed: ["B"], added: ["C"] });
  });

  it("are changes in the rules of diff, for each target", async () => {
    const { operations, models } = await facts;
    const rules = [...operations, ...models].flatMap(({ changes }) =>
      changes
        .filter(({ target, class: grade }) => target === "typescript" && grade === "breaking")
        .map(({ rule, name }) => `${rule} ${name}`),
    );
    expect(rules.sort()).toEqual([
      "parameter-added-required setOwner.notify",
      "parameter-removed listRoles.filters",
      "parameter-renamed getRole.roleId",
      "property-removed Role.legacy",
      "value-removed RoleKind",
    ]);
  });

  it("are none between a version and itself", async () => {
    const surface = await surfaceOf({ beta: BETA });
    const release = { surface, version: "beta" };
    const same = findMigration({ from: release, to: release });
    const all = [...same.operations, ...same.models].flatMap(({ changes }) => changes);
    expect([...all, ...same.removedOperations, ...same.addedOperations, ...same.removedModels]).toEqual([]);
    expect(same.models.every(({ from, to }) => from === to)).toBe(true);
  });

  it("do not depend on the order of the surface", async () => {
    const surface = await surfaceOf({ beta: BETA, v2024: NEXT });
    const turned: Surface = {
      ...surface,
      operations: surface.operations.toReversed(),
      models: surface.models.toReversed(),
    };
    const of = (one: Surface): MigrationFacts =>
      findMigration({ from: { surface: one, version: "beta" }, to: { surface: one, version: "v2024" } });
    expect(JSON.stringify(of(turned))).toBe(JSON.stringify(of(surface)));
  });
});
