import { describe, expect, it } from "vitest";
import { withDefaults } from "../../generator/config/read-config.ts";
import type { Change } from "../../generator/diff/change.ts";
import { compareSurfaces } from "../../generator/diff/compare.ts";
import { findMigration } from "../../generator/migration/find-migration.ts";
import type { MigrationFacts } from "../../generator/migration/facts.ts";
import { runContract } from "../../generator/pipeline.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides/overrides.ts";
import { realRoot } from "../support/generated.ts";
import { readRawApi, type RawApi } from "./raw-api.ts";

const DATES = ["2025-05-20", "2025-11-20"] as const;
const VERSIONS = ["beta", "v2024"] as const;

async function compared() {
  const config = withDefaults({}, ".");
  const readings = new Map();
  const release = (date: string, ledger: Parameters<typeof runContract>[0]["ledger"]) =>
    runContract({
      specs: VERSIONS.map((version) => ({ version, roots: [realRoot(date, version)] })),
      base: ".",
      readings,
      config,
      ledger,
      overrides: NO_OVERRIDES,
      frozen: false,
      retire: false,
      targets: [],
    });
  const old = await release(DATES[0], undefined);
  const found = await release(DATES[1], old.naming?.ledger);
  if (old.contract === undefined || found.contract === undefined) throw new Error("a date has errors");
  const surfaces = { old: old.contract.surface, new: found.contract.surface };
  return { surfaces, ...compareSurfaces(surfaces) };
}

const comparison = compared();
const raw = new Map(
  VERSIONS.map((version) => [
    version,
    { old: readRawApi(realRoot(DATES[0], version)), new: readRawApi(realRoot(DATES[1], version)) },
  ]),
);

async function changesOf(version: string, rules: readonly string[]): Promise<readonly Change[]> {
  const { changes } = await comparison;
  return changes.filter(
    (change) => change.version === version && change.target === "typescript" && rules.includes(change.rule),
  );
}

function apis(version: string): { readonly old: RawApi; readonly new: RawApi } {
  const found = raw.get(version as (typeof VERSIONS)[number]);
  if (found === undefined) throw new Error(version);
  return found;
}

/** What changed of each operation that both dates have, by the raw specs. */
function operationFacts(
  version: string,
  tell: (
    old: NonNullable<ReturnType<RawApi["operations"]["get"]>>,
    found: NonNullable<ReturnType<RawApi["operations"]["get"]>>,
  ) => readonly string[],
): readonly string[] {
  const { old, new: found } = apis(version);
  return [...old.operations]
    .flatMap(([key, before]) => {
      const after = found.operations.get(key);
      return after === undefined ? [] : tell(before, after).map((fact) => `${key} ${fact}`);
    })
    .sort();
}

function only(left: readonly string[], right: readonly string[]): readonly string[] {
  return left.filter((item) => !right.includes(item));
}

describe.each(VERSIONS)("the changes of %s, held against the raw specs", (version) => {
  const told = async (rules: readonly string[], text: (change: Change) => string): Promise<readonly string[]> =>
    (await changesOf(version, rules)).map((change) => `${change.operations[0] ?? ""} ${text(change)}`).sort();

  it("are the operations that came and went", async () => {
    const { old, new: found } = apis(version);
    const [before, after] = [[...old.operations.keys()], [...found.operations.keys()]];
    const keys = async (rule: string): Promise<readonly string[]> =>
      (await changesOf(version, [rule])).map(({ operations }) => operations[0] ?? "").sort();
    expect(await keys("operation-removed")).toEqual(only(before, after).toSorted());
    expect(await keys("operation-added")).toEqual(only(after, before).toSorted());
  });

  it("are deprecations and the experimental header", async () => {
    const expected = operationFacts(version, (old, found) => [
      ...(old.deprecated === found.deprecated
        ? []
        : [found.deprecated ? "operation-deprecated" : "operation-restored"]),
      ...(old.experimental === found.experimental
        ? []
        : [found.experimental ? "experimental-added" : "experimental-removed"]),
    ]);
    const rules = ["operation-deprecated", "operation-restored", "experimental-added", "experimental-removed"];
    expect(await told(rules, ({ rule }) => rule)).toEqual(expected);
  });

  it("are the scopes", async () => {
    const expected = operationFacts(version, (old, found) => [
      ...(only(old.scopes, found.scopes).length === 0 ? [] : [`- ${only(old.scopes, found.scopes).join(", ")}`]),
      ...(only(found.scopes, old.scopes).length === 0 ? [] : [`+ ${only(found.scopes, old.scopes).join(", ")}`]),
    ]);
    const actual = await told(["scopes-added", "scopes-removed"], ({ before, after }) =>
      before === null ? `+ ${after ?? ""}` : `- ${before}`,
    );
    expect(actual).toEqual(expected);
  });

  it("are the status codes", async () => {
    const expected = operationFacts(version, (old, found) => [
      ...only(old.statuses, found.statuses).map((status) => `- ${status}`),
      ...only(found.statuses, old.statuses).map((status) => `+ ${status}`),
    ]);
    const actual = await told(["response-added", "response-removed", "error-removed"], ({ before, after }) =>
      before === null ? `+ ${after ?? ""}` : `- ${before}`,
    );
    expect(actual).toEqual(expected);
  });

  it("are the parameters, and whether they are required", async () => {
    const expected = operationFacts(version, (old, found) => [
      ...only([...old.parameters.keys()], [...found.parameters.keys()]).map((name) => `- ${name}`),
      ...only([...found.parameters.keys()], [...old.parameters.keys()]).map((name) => `+ ${name}`),
      ...[...old.parameters].flatMap(([name, before]) => {
        const after = found.parameters.get(name);
        return after === undefined || after.required === before.required
          ? []
          : [`${after.required ? "required" : "optional"} ${name}`];
      }),
    ]);
    const { surfaces } = await comparison;
    const rules = [
      "parameter-added",
      "parameter-added-required",
      "parameter-removed",
      "parameter-required",
      "parameter-optional",
    ];
    const signs: Readonly<Record<string, string>> = {
      "parameter-removed": "-",
      "parameter-required": "required",
      "parameter-optional": "optional",
    };
    const actual = (await changesOf(version, rules)).flatMap(({ rule, operations, name }) => {
      const side = rule === "parameter-removed" ? surfaces.old : surfaces.new;
      const operation = side.operations.find((entry) => entry.version === version && entry.key === operations[0]);
      const declared = operation?.targets["typescript"]?.parameters.find(
        (entry) => name === `${operation.targets["typescript"]?.name ?? ""}.${entry.name}`,
      );
      // Fields of forms are properties of a schema to the raw specs.
      return declared === undefined || declared.place === "body"
        ? []
        : [`${operations[0] ?? ""} ${signs[rule] ?? "+"} ${declared.place} ${declared.wire ?? ""}`];
    });
    expect(actual.sort()).toEqual(expected);
  });

  it("are the properties of schemas, with presence, null and type", async () => {
    const { surfaces } = await comparison;
    const { old, new: found } = apis(version);
    const models = surfaces.new.models.filter((model) => model.version === version && model.kind === "object");
    const signs: Readonly<Record<string, string>> = {
      "property-removed": "-",
      "property-added": "+",
      "property-added-required": "+",
      "property-required": "required",
      "property-optional": "optional",
      "property-nullable": "null",
      "property-not-nullable": "not null",
      "property-type-changed": "type",
      "property-type-compatible": "type",
    };
    const told = new Set(
      (await changesOf(version, Object.keys(signs))).map(
        ({ rule, place, name }) => `${place} ${signs[rule] ?? ""} ${name.slice(name.indexOf(".") + 1)}`,
      ),
    );
    const places = new Map(
      models.flatMap((model) => [model.id, ...(model.also ?? [])].map((place) => [place, model] as const)),
    );
    const expected = new Set<string>();
    const missing: string[] = [];
    for (const [place, before] of old.properties) {
      const after = found.properties.get(place);
      const model = places.get(place);
      if (after === undefined || model === undefined) continue;
      for (const wire of new Set([...before.keys(), ...after.keys()])) {
        const [was, is] = [before.get(wire), after.get(wire)];
        const facts =
          was === undefined
            ? ["+"]
            : is === undefined
              ? ["-"]
              : [
                  ...(was.required === is.required ? [] : [is.required ? "required" : "optional"]),
                  ...(was.nullable === is.nullable ? [] : [is.nullable ? "null" : "not null"]),
                  ...(was.type === is.type ? [] : ["type"]),
                ];
        // Another schema of the same type may be another type.
        if (was !== undefined && is !== undefined && was.place !== is.place) expected.add(`${model.id} type ${wire}`);
        for (const fact of facts) {
          const text = `${model.id} ${fact} ${wire}`;
          expected.add(text);
          if (!told.has(text)) missing.push(`${place}: ${text}`);
        }
      }
    }
    expect([...new Set(missing)]).toEqual([]);
    expect([...told].filter((text) => !expected.has(text))).toEqual([]);
    expect(told.size).toBeGreaterThan(50);
  });

  it("are the values of enumerations", async () => {
    const { surfaces } = await comparison;
    const { old, new: found } = apis(version);
    const models = surfaces.new.models.filter((model) => model.version === version && model.kind === "enumeration");
    const told = (await changesOf(version, ["value-added", "value-removed"]))
      .map(
        ({ place, before, after }) =>
          `${place} ${before === null ? "+" : "-"} ${String(JSON.parse(before ?? after ?? "null"))}`,
      )
      .sort();
    const expected = models.flatMap((model) => {
      const before = old.values.get(model.id);
      const after = found.values.get(model.id);
      // An enumeration of one value is a literal, and a change of a literal is one of its property's type.
      if (before === undefined || after === undefined || before.length === 1 || after.length === 1) return [];
      return [
        ...only(before, after).map((value) => `${model.id} - ${value}`),
        ...only(after, before).map((value) => `${model.id} + ${value}`),
      ];
    });
    expect(told).toEqual(expected.sort());
  });

  it("travel in the directions that they are told with", async () => {
    const { old } = apis(version);
    const changes = await changesOf(version, [
      "property-removed",
      "property-required",
      "property-nullable",
      "value-added",
      "value-removed",
    ]);
    const wrong = changes.flatMap(({ place, directions }) => {
      const known = old.directions.get(place);
      // Events are read by other rules than operations.
      return known === undefined || directions.every((direction) => known.has(direction))
        ? []
        : [`${place} ${directions.join()}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe.each(["old", "new"] as const)("the guide from beta to v2024, held against the raw specs (%s date)", (side) => {
  const guide = comparison.then(({ surfaces }): MigrationFacts => {
    const surface = surfaces[side];
    return findMigration({ from: { surface, version: "beta" }, to: { surface, version: "v2024" } });
  });
  const [from, to] = [apis("beta")[side], apis("v2024")[side]];
  const [before, after] = [[...from.operations.keys()], [...to.operations.keys()]];
  const both = before.filter((key) => after.includes(key));

  it("has every operation, those at the same endpoint as one", async () => {
    const { operations, removedOperations, addedOperations } = await guide;
    const isOther = (entry: MigrationFacts["operations"][number]): boolean => entry.from.key !== entry.to.key;
    const keys = operations.filter((entry) => !isOther(entry)).map((entry) => entry.to.key);
    const others = operations.filter(isOther);
    expect(keys.toSorted()).toEqual(both.toSorted());
    const gone = [...removedOperations.map(({ place }) => place.key), ...others.map((entry) => entry.from.key)];
    const added = [...addedOperations.map(({ place }) => place.key), ...others.map((entry) => entry.to.key)];
    expect(gone.sort()).toEqual(only(before, after).toSorted());
    expect(added.sort()).toEqual(only(after, before).toSorted());
    // A path of beta that says the version itself.
    const known = side === "old" ? [] : ["POST /beta/launchers/{}/launch to POST /launchers/{}/launch"];
    expect(others.map((entry) => `${entry.from.key} to ${entry.to.key}`)).toEqual(known);
  });

  it("has the operations with another id", async () => {
    const text = (key: string, old: string | undefined, found: string | undefined): string =>
      `${key} ${String(old)} ${String(found)}`;
    const expected = both
      .map((key) => [key, from.operations.get(key)?.id, to.operations.get(key)?.id] as const)
      .filter(([, old, found]) => old !== found)
      .map(([key, old, found]) => text(key, old, found));
    const told = (await guide).operations
      .filter((entry) => entry.from.key === entry.to.key && entry.from.id !== entry.to.id)
      .map((entry) => text(entry.to.key, entry.from.id, entry.to.id));
    expect(told.toSorted()).toEqual(expected.toSorted());
  });

  it("has the parameters of the query of both sides", async () => {
    // Repairs give parameters of paths the names that the paths have.
    const queries = (parameters: Iterable<string>): string =>
      [...parameters]
        .filter((parameter) => parameter.startsWith("query "))
        .sort()
        .join();
    const wrong = (await guide).operations.flatMap((entry) =>
      (["from", "to"] as const).flatMap((name) => {
        const told = (entry.targets["typescript"]?.parameters ?? []).flatMap((move) => {
          const own = move[name];
          return own === null ? [] : [`${own.place} ${String(own.wire)}`];
        });
        const raw = (name === "from" ? from : to).operations.get(entry[name].key)?.parameters.keys() ?? [];
        return queries(raw) === queries(told) ? [] : [`${entry[name].key} ${queries(told)}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
